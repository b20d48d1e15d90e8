using System.Text.Json.Nodes;
using Cto.Domain.Sources.Actions;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitLab;

public sealed class GitLabActionTests
{
    private static readonly CreateIssue Wanted = new()
    {
        Id = new("6f1d9a4e-0000-4000-8000-000000000002"),
        Place = "acme/shop",
        Title = "Rotate the push certificate",
        Body = "It ends on Friday.",
        Labels = ["ops", "urgent"],
        Assignee = "ada@acme.test",
        DueOn = new(2026, 11, 27),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_issue_is_created_once_even_when_the_answer_is_lost(bool answers)
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        Answering(gitlab, answers);

        var (first, second) = (await ActAsync(gitlab), await ActAsync(gitlab));

        Assert.Equal(("acme/shop#4", "https://gitlab.test/acme/shop/-/issues/4"), (first.Name, first.Url));
        Assert.Equal(first.Name, second.Name);
        var sent = JsonNode.Parse(Assert.Single(gitlab.Http.Requests, request => request.Method == "POST").Body)!;
        Assert.Equal(("ops,urgent", "2026-11-27", 12), ((string?)sent["labels"], (string?)sent["due_date"], (int)sent["assignee_ids"]![0]!));
        Assert.Contains("assigned to ada", first.Summary, StringComparison.Ordinal);
    }

    private static void Answering(StubGitLab gitlab, bool answers)
    {
        JsonNode? made = null;
        gitlab.Misbehave = async context =>
        {
            switch (context.Request.Method, context.Request.Path.Value!)
            {
                case ("POST", _):
                    var asked = (await JsonNode.ParseAsync(context.Request.Body))!;
                    made = new JsonObject { ["iid"] = 4, ["title"] = (string?)asked["title"], ["description"] = (string?)asked["description"], ["state"] = "opened", ["web_url"] = "https://gitlab.test/acme/shop/-/issues/4", ["assignees"] = new JsonArray(new JsonObject { ["username"] = "ada" }) };
                    context.Response.StatusCode = answers ? 201 : 502;
                    await context.Response.WriteAsJsonAsync(answers ? made : new JsonObject());
                    return true;
                case (_, var path) when path.EndsWith("/issues", StringComparison.Ordinal):
                    await context.Response.WriteAsJsonAsync(new JsonArray([.. made is null ? [] : new[] { made.DeepClone() }]));
                    return true;
                case (_, var path) when path.EndsWith("/issues/4", StringComparison.Ordinal):
                    await context.Response.WriteAsJsonAsync(made);
                    return true;
                case (_, "/api/v4/users"):
                    await context.Response.WriteAsJsonAsync(new[] { new { id = 12, username = "ada" } });
                    return true;
                default:
                    return false;
            }
        };
    }

    private static async Task<ActionOutcome> ActAsync(StubGitLab gitlab)
    {
        await using var services = Connectors.Start();
        return await services.Connector("gitlab").Actions!.ActAsync(GitLabSample.At(gitlab.Http.Address, "x"), Wanted, TestContext.Current.CancellationToken);
    }
}
