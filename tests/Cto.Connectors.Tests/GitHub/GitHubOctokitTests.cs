using Cto.Connectors.GitHub;
using Cto.Connectors.Http;
using Cto.Connectors.Tests.Http;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Octokit;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>Octokit sends and fails as every other call does.</summary>
public sealed class GitHubOctokitTests
{
    [Fact]
    public async Task A_call_speaks_as_all_our_calls_do_and_brings_the_headers()
    {
        await using var github = await AnsweringAsync("""{"login":"ada"}""");

        var answer = await AskAsync(github);

        Assert.Equal(("ada", "repo"), (answer.Content.Login, RateLimits.Text(answer.Headers, "X-OAuth-Scopes")));
        var asked = Assert.Single(github.Requests);
        Assert.Equal(("/api/v3/user", "cto-assistant", GitHubMedia.Version), (asked.Target, asked.Header("User-Agent"), asked.Header("X-GitHub-Api-Version")));
        Assert.StartsWith("application/vnd.github+json", asked.Header("Accept"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"login":"a""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task What_is_no_object_is_asked_for_once_more_and_told(string body)
    {
        await using var github = await AnsweringAsync(body);

        Assert.Equal(SourceFault.UnexpectedReply, (await Assert.ThrowsAsync<SourceException>(() => AskAsync(github))).Fault);
        Assert.Equal(2, github.Requests.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":"ada"}""")]
    [InlineData("""{"login":"ada","created_at":"yesterday"}""")]
    public async Task What_Octokit_cannot_read_is_told_in_our_words(string body)
    {
        await using var github = await AnsweringAsync(body);

        Assert.Equal(SourceFault.UnexpectedReply, (await Assert.ThrowsAsync<SourceException>(() => AskAsync(github))).Fault);
    }

    [Fact]
    public async Task A_refusal_is_told_in_our_words()
    {
        await using var github = await AnsweringAsync("""{"message":"Bad credentials"}""", 401);

        var fault = await Assert.ThrowsAsync<SourceException>(() => AskAsync(github));

        Assert.Equal(SourceFault.Unauthorized, fault.Fault);
        Assert.Single(github.Requests);
    }

    [Fact]
    public async Task Who_leaves_is_not_told_of_a_fault()
    {
        await using var github = await AnsweringAsync("{}");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(github, new CancellationToken(canceled: true)));
    }

    private static Task<StubHttp> AnsweringAsync(string body, int status = 200) => StubHttp.StartAsync(app => app.Map("/api/v3/user", async context =>
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json; charset=utf-8");
        context.Response.Headers["X-OAuth-Scopes"] = "repo";
        await context.Response.WriteAsync(body);
    }));

    private static async Task<Answer<User>> AskAsync(StubHttp github, CancellationToken? cancellationToken = null)
    {
        await using var services = Connectors.Start();
        var http = services.GetRequiredService<SourceHttpFactory>().Open(new(github.Address, "api/v3/"), new TestDialect());
        return await http.AskAsync("user", client => client.User.Current(), cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
