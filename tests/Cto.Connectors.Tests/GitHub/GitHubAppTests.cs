using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cto.Connectors.GitHub;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubAppTests
{
    [Fact]
    public async Task An_app_signs_a_token_request_and_uses_the_token_it_gets()
    {
        using var key = RSA.Create(2048);
        await using var github = await WithAppAsync(TimeSpan.FromHours(1));
        github.List("/repos/acme/shop/releases", new { id = 1, tag_name = "v1", created_at = StubGitHub.At(1) });
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(Source(github, key.ExportPkcs8PrivateKeyPem()), GitHubStreams.Releases);

        Assert.Null(fault);
        Assert.Single(pages.Facts());
        var asked = Assert.Single(github.Http.Requests, request => request.Method == "POST");
        Assert.Equal("/app/installations/77/access_tokens", asked.Target);
        var jwt = asked.Header("Authorization")!["Bearer ".Length..].Split('.');
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{jwt[0]}.{jwt[1]}"), Base64Url.DecodeFromChars(jwt[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("RS256", (string?)JsonNode.Parse(Base64Url.DecodeFromChars(jwt[0]))!["alg"]);
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(jwt[1]))!;
        Assert.Equal("12", (string?)claims["iss"]);
        Assert.InRange((long)claims["exp"]! - (long)claims["iat"]!, 1, 660);
        Assert.Equal("Bearer ghs_1", github.Http.Requests[^1].Header("Authorization"));
    }

    [Fact]
    public async Task One_token_serves_many_at_once_and_is_renewed_before_it_expires()
    {
        using var key = RSA.Create(2048);
        await using var github = await WithAppAsync(TimeSpan.FromHours(1));
        var clock = new StandingClock(Connectors.Today);
        await using var services = Connectors.Start(clock);
        var source = Source(github, key.ExportRSAPrivateKeyPem());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => services.Connector("github").PagesAsync(source, GitHubStreams.Releases)));
        Assert.Equal(1, github.Count("/app/"));
        clock.Now += TimeSpan.FromMinutes(54);
        await services.Connector("github").PagesAsync(source, GitHubStreams.Releases);
        Assert.Equal(1, github.Count("/app/"));
        clock.Now += TimeSpan.FromMinutes(2);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => services.Connector("github").PagesAsync(source, GitHubStreams.Releases)));
        Assert.Equal(2, github.Count("/app/"));
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_not_kept()
    {
        using var key = RSA.Create(2048);
        await using var github = await WithAppAsync(TimeSpan.FromHours(1));
        await using var services = Connectors.Start();
        var source = Source(github, key.ExportPkcs8PrivateKeyPem());
        var mint = github.Misbehave;
        github.Misbehave = async context =>
        {
            if (await mint(context))
            {
                return true;
            }

            context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer ghs_1" ? 401 : 200;
            return context.Response.StatusCode == 401;
        };

        var (_, refused) = await services.Connector("github").PagesAsync(source, GitHubStreams.Releases);
        var (_, fault) = await services.Connector("github").PagesAsync(source, GitHubStreams.Releases);

        Assert.Equal(SourceFault.Unauthorized, refused?.Fault);
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----")]
    [InlineData("")]
    public async Task A_key_that_is_none_is_said_and_not_shown(string pem)
    {
        await using var github = await WithAppAsync(TimeSpan.FromHours(1));
        await using var services = Connectors.Start();

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("github").CheckAsync(Source(github, pem), TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.Unauthorized, fault.Fault);
        Assert.DoesNotContain("AAAA", fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(github.Http.Requests);
    }

    [Fact]
    public async Task Without_an_organisation_an_app_reads_what_it_is_installed_on()
    {
        using var key = RSA.Create(2048);
        await using var github = await WithAppAsync(TimeSpan.FromHours(1));
        github.Document("/installation/repositories", new { total_count = 1, repositories = github.Repositories });
        await using var services = Connectors.Start();
        var source = Source(github, key.ExportPkcs8PrivateKeyPem());
        source = source with { Settings = new(source.Settings.Values.Where(pair => pair.Key == "baseUrl").ToDictionary()) };

        var check = await services.Connector("github").CheckAsync(source, TestContext.Current.CancellationToken);

        Assert.Equal("Connected as GitHub App 12, installed on acme: 1 repository in reach (1 private): acme/shop.", check.Summary);
    }

    private static async Task<StubGitHub> WithAppAsync(TimeSpan lifetime)
    {
        var github = await StubGitHub.StartAsync("shop");
        var minted = 0;
        github.Document("/app/installations/77", new { account = new { login = "acme" }, permissions = new { contents = "read" } });
        github.Misbehave = async context =>
        {
            if (context.Request.Path != "/app/installations/77/access_tokens")
            {
                return false;
            }

            context.Response.StatusCode = 201;
            await context.Response.WriteAsJsonAsync(new { token = $"ghs_{++minted}", expires_at = Connectors.Today + (lifetime * minted) });
            return true;
        };
        return github;
    }

    private static SourceConnection Source(StubGitHub github, string pem) => github.Source() with
    {
        Credentials = new("app", new Dictionary<string, Secret> { ["appId"] = new("12"), ["installationId"] = new("77"), ["privateKey"] = new(pem) }),
    };
}
