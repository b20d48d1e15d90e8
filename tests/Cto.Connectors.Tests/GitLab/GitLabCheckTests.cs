using Cto.Domain.Sources;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitLab;

public sealed class GitLabCheckTests
{
    [Fact]
    public async Task A_connection_that_works_says_as_whom_what_is_in_reach_and_until_when()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop", "app");

        var check = await CheckAsync(gitlab);

        Assert.Equal("Connected as mobile-bot: 2 projects in reach (2 not public): acme/shop, acme/app.", check.Summary);
        Assert.Equal(new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero), check.CredentialExpiresAt);
        Assert.Empty(check.Warnings);
        Assert.All(gitlab.Http.Requests, request => Assert.Equal("glpat-acme", request.Header("PRIVATE-TOKEN")));
    }

    [Fact]
    public async Task A_token_of_OAuth_is_sent_as_one()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        await using var services = Connectors.Start();
        var source = GitLabSample.At(gitlab.Http.Address, "x");

        await services.Connector("gitlab").CheckAsync(source with { Credentials = source.Credentials! with { Kind = OAuthCredential.Kind } }, TestContext.Current.CancellationToken);

        Assert.All(gitlab.Http.Requests, request => Assert.Equal("Bearer glpat-acme", request.Header("Authorization")));
    }

    [Theory]
    [InlineData("read_api", "needs api")]
    [InlineData("read_user", "needs read_api")]
    public async Task A_scope_that_is_missing_is_named(string scope, string words)
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.Document("personal_access_tokens/self", new { scopes = new[] { scope } });

        Assert.Contains(words, Assert.Single((await CheckAsync(gitlab)).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_GitLab_says_of_a_scope_is_passed_on()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.Misbehave = async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsJsonAsync(new { error = "insufficient_scope", error_description = "The request requires higher privileges than provided by the access token.", scope = "read_api api" });
            return true;
        };

        var fault = await Assert.ThrowsAsync<SourceException>(() => CheckAsync(gitlab));

        Assert.Equal(SourceFault.Forbidden, fault.Fault);
        Assert.Contains("needs the scope read_api api", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_is_told_in_GitLabs_words()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.Misbehave = async context =>
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_token", error_description = "Token was revoked. You have to re-authorize from the user." });
            return true;
        };

        var fault = await Assert.ThrowsAsync<SourceException>(() => CheckAsync(gitlab));

        Assert.Equal(SourceFault.Unauthorized, fault.Fault);
        Assert.Contains("Token was revoked", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("group", "acme/../other")]
    [InlineData("group", "ac me")]
    [InlineData("projects", "acme//shop")]
    public async Task Paths_that_are_none_are_refused(string setting, string value)
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        await using var services = Connectors.Start();

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("gitlab").CheckAsync(GitLabSample.At(gitlab.Http.Address, "x", (setting, value)), TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.InvalidSettings, fault.Fault);
    }

    [Fact]
    public async Task An_address_with_the_path_of_the_API_is_understood()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        await using var services = Connectors.Start();

        await services.Connector("gitlab").CheckAsync(GitLabSample.At(new(gitlab.Http.Address, "api/v4"), "x"), TestContext.Current.CancellationToken);

        Assert.All(gitlab.Http.Requests, request => Assert.StartsWith("/api/v4/", request.Target, StringComparison.Ordinal));
    }

    private static async Task<SourceCheck> CheckAsync(StubGitLab gitlab)
    {
        await using var services = Connectors.Start();
        return await services.Connector("gitlab").CheckAsync(GitLabSample.At(gitlab.Http.Address, "x"), TestContext.Current.CancellationToken);
    }
}
