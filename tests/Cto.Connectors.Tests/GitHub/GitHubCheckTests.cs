using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubCheckTests
{
    [Fact]
    public async Task A_connection_that_works_says_as_whom_and_what_is_in_reach()
    {
        await using var github = await StubGitHub.StartAsync("shop", "web", "api", "infra");
        github.Headers["X-OAuth-Scopes"] = "repo, read:org";
        github.Headers["GitHub-Authentication-Token-Expiration"] = "2026-12-24 12:00:00 UTC";

        var check = await CheckAsync(github);

        Assert.Equal("Connected as ada with a classic token: 4 repositories in reach (4 private): acme/shop, acme/web, acme/api and 1 more.", check.Summary);
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 12, 0, 0, TimeSpan.Zero), check.CredentialExpiresAt);
        Assert.Empty(check.Warnings);
    }

    [Fact]
    public async Task A_permission_that_is_missing_is_named_with_what_it_costs()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.Misbehave = async context =>
        {
            if (context.Request.Path != "/repos/acme/shop/deployments")
            {
                return false;
            }

            context.Response.StatusCode = 403;
            context.Response.Headers["X-Accepted-GitHub-Permissions"] = "deployments=read";
            await context.Response.WriteAsJsonAsync(new { message = "Resource not accessible by personal access token" });
            return true;
        };

        var check = await CheckAsync(github);

        Assert.Contains("fine-grained token", check.Summary, StringComparison.Ordinal);
        var warning = Assert.Single(check.Warnings);
        Assert.StartsWith("Deployments cannot be read", warning, StringComparison.Ordinal);
        Assert.Contains("deployments=read", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_classic_token_without_repo_is_told_what_it_cannot_see()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.Repositories[0]["private"] = false;
        github.Headers["X-OAuth-Scopes"] = "";

        var warnings = (await CheckAsync(github)).Warnings;

        Assert.Equal(2, warnings.Count);
        Assert.Contains("lacks the scope repo", warnings[0], StringComparison.Ordinal);
        Assert.Contains("lacks the scope read:org", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_may_look_at_public_repositories()
    {
        await using var github = await StubGitHub.StartAsync("shop");

        var check = await CheckAsync(github, github.Source() with { Credentials = null });

        Assert.StartsWith("Connected as nobody: 1 repository", check.Summary, StringComparison.Ordinal);
        Assert.Null(github.Http.Requests[0].Header("Authorization"));
        Assert.Single(check.Warnings);
    }

    [Fact]
    public async Task A_named_repository_that_is_not_there_is_a_warning_beside_others_and_a_fault_alone()
    {
        await using var github = await StubGitHub.StartAsync("shop");

        var check = await CheckAsync(github, github.Source(("organization", ""), ("repositories", "acme/shop, acme/gone")));
        var fault = await Assert.ThrowsAsync<SourceException>(() => CheckAsync(github, github.Source(("organization", ""), ("repositories", "acme/gone"))));

        Assert.Contains("acme/gone", Assert.Single(check.Warnings), StringComparison.Ordinal);
        Assert.Equal(SourceFault.NotFound, fault.Fault);
        Assert.Contains("acme/gone", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_counts_as_an_organisation()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/users/ada/repos", StubGitHub.Node(new { id = 5, name = "toys", full_name = "ada/toys", html_url = "https://github.test/ada/toys" }));
        foreach (var list in (string[])["pulls", "deployments", "actions/runs"])
        {
            github.List($"/repos/ada/toys/{list}", () => []);
        }

        Assert.Contains("ada/toys", (await CheckAsync(github, github.Source(("organization", "ada")))).Summary, StringComparison.Ordinal);
    }

    private static async Task<SourceCheck> CheckAsync(StubGitHub github, SourceConnection? source = null)
    {
        await using var services = Connectors.Start();
        return await services.Connector("github").CheckAsync(source ?? github.Source(), TestContext.Current.CancellationToken);
    }
}
