using System.Text.Json.Nodes;
using Cto.Connectors.Asana.Actions;
using Cto.Domain.Planning;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Asana;

public sealed class AsanaActionTests : IAsyncDisposable
{
    private static readonly CreateIssue Banner = new()
    {
        Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        Place = "campaign",
        Title = "Banner",
        Body = "**Big** & [red](https://acme.test)",
        Priority = "High",
        Team = "Growth",
        Attachments = [new("cost.png", "image/png", new byte[] { 1 })],
    };

    private readonly ServiceProvider _services = Connectors.Start();

    [Fact]
    public async Task A_task_is_created_once_with_its_file_and_read_back()
    {
        await using var asana = await StubAsana.StartAsync();

        var first = await ActAsync(asana, Banner);
        var second = await ActAsync(asana, Banner);

        Assert.Equal(("The task is in Campaign: Banner (assigned to user u1).", "https://app.asana.com/0/1/2"), (first.Summary, first.Url!));
        Assert.Equal(first.Summary, second.Summary);
        Assert.Equal("asana:task/new0", Assert.IsType<WorkItem>(Assert.Single(first.Facts)).Key);
        Assert.Single(asana.Tasks);
        Assert.Equal(["cost.png"], asana.Files);
        var data = JsonNode.Parse(asana.Http.Requests.First(request => request.Method == "POST").Body)!["data"]!;
        Assert.Equal("<body><strong>Big</strong> &amp; <a href=\"https://acme.test\">red</a>\n\nPriority: High\n\ncto-0f8fad5bd9cb469f</body>", (string?)data["html_notes"]);
    }

    [Fact]
    public async Task A_comment_is_made_once()
    {
        await using var asana = await StubAsana.StartAsync();
        asana.Add("1", 1);
        var comment = new AddComment("asana:task/1", "Done?") { Id = Guid.NewGuid() };

        await ActAsync(asana, comment);
        var again = await ActAsync(asana, comment);

        Assert.Equal("Task 1 has the comment.", again.Summary);
        Assert.Single(asana.Stories["1"]);
    }

    [Fact]
    public async Task An_attempt_that_may_not_have_arrived_is_not_called_a_success()
    {
        await using var asana = await StubAsana.StartAsync();
        asana.Misbehave = request => request.Method == "POST" ? Results.StatusCode(503) : null;

        Assert.StartsWith("It is not known whether Asana made the task", (await Assert.ThrowsAsync<SourceException>(() => ActAsync(asana, Banner))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_project_is_named()
    {
        await using var asana = await StubAsana.StartAsync();

        Assert.Equal("Asana has no project 'Mars' that the account may see.", (await Assert.ThrowsAsync<SourceException>(() => ActAsync(asana, Banner with { Place = "Mars" }))).Message);
    }

    [Theory]
    [InlineData("# Head\n\n- a\n- `b`", "<body><h1>Head</h1>\n\n<ul><li>a</li><li><code>b</code></li></ul></body>")]
    [InlineData("<script> & [x](javascript:y)", "<body>&lt;script&gt; &amp; x</body>")]
    public void Markdown_is_what_Asana_takes(string markdown, string expected) => Assert.Equal(expected, AsanaText.Of(markdown));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private Task<ActionOutcome> ActAsync(StubAsana asana, SourceAction action) => _services.Connector("asana").Actions!.ActAsync(asana.Source(), action, TestContext.Current.CancellationToken);
}
