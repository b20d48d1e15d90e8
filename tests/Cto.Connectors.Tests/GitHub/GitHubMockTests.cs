using Cto.Connectors.GitHub;
using Cto.Connectors.Http;
using Cto.Connectors.Tests.Http;
using Cto.Domain;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>The connector against a server that is made of GitHub's own description and refuses what is not in it.</summary>
[Collection(MockVendors.Collection)]
public sealed class GitHubMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_stream_reads_what_GitHubs_description_answers()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        var address = await vendors.AddressAsync("github");
        await using var services = Connectors.Start();
        var source = new SourceConnection
        {
            TenantId = Guid.NewGuid(),
            SourceId = Guid.NewGuid(),
            Connector = "github",
            Name = "mock",
            Settings = new(new Dictionary<string, string> { ["baseUrl"] = address.ToString(), ["organization"] = "octocat", ["historyDays"] = "36500" }),
            Credentials = new("token", new Dictionary<string, Secret> { ["token"] = new("ghp_mock") }),
        };

        foreach (var stream in GitHubStreams.All)
        {
            var (pages, fault) = await services.Connector("github").PagesAsync(source, stream.Name);

            Assert.Null(fault);
            Assert.NotEmpty(pages.Facts());
            // The description at hand knows no bill of materials, so its server has none.
            Assert.Equal(stream.Name == GitHubStreams.Stack ? 1 : 0, pages.SelectMany(page => page.Warnings).Count());
            Assert.Empty(pages.Facts().Select(FactKinds.Of).Except(stream.FactKinds));
        }
    }

    [Fact]
    public async Task Every_route_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        var address = await vendors.AddressAsync("github");
        await using var services = Connectors.Start();
        var token = TestContext.Current.CancellationToken;
        var http = services.GetRequiredService<SourceHttpFactory>()
            .Open(address, new GitHubDialect(address, GitHubCredentials.Of(null, address, services.GetRequiredService<GitHubAppTokens>())));
        var api = http.For<IGitHubApi>(GitHubJson.Default);
        var security = http.For<IGitHubSecurityApi>(GitHubJson.Default);

        Assert.NotNull((await api.OrganizationRepositoriesAsync("octocat", "all", "pushed", 100, token)).Content[0]!.FullName);
        Assert.NotNull((await api.PullRequestsAsync("octocat", "Hello-World", "all", "updated", "desc", 100, 1, null, token)).Content[0]!.UpdatedAt);
        Assert.NotNull((await api.PullRequestAsync("octocat", "Hello-World", 1347, token)).Content.Additions);
        Assert.NotNull((await api.ReviewsAsync("octocat", "Hello-World", 1347, 100, token)).Content[0]!.State);
        Assert.NotNull((await api.PullRequestCommitsAsync("octocat", "Hello-World", 1347, 100, token)).Content[0]!.Commit!.Author!.Date);
        Assert.NotNull((await api.CompareAsync("octocat", "Hello-World", "v1...v2", 100, token)).Content.Commits![0]!.Sha);
        Assert.NotNull((await api.DeploymentsAsync("octocat", "Hello-World", 100, 1, null, token)).Content[0]!.Environment);
        Assert.NotNull((await api.DeploymentStatusesAsync("octocat", "Hello-World", 42, 100, token)).Content[0]!.State);
        Assert.NotNull((await api.WorkflowRunsAsync("octocat", "Hello-World", true, 100, 1, null, token)).Content.WorkflowRuns![0]!.CreatedAt);
        Assert.NotNull((await api.ReleasesAsync("octocat", "Hello-World", 100, 1, null, token)).Content[0]!.TagName);
        Assert.NotNull((await security.DependabotAlertsAsync("octocat", "Hello-World", "updated", "desc", 100, null, token)).Content[0]!.SecurityAdvisory!.GhsaId);
        Assert.NotNull((await security.CodeAlertsAsync("octocat", "Hello-World", "updated", "desc", 100, 1, null, token)).Content[0]!.Rule!.Id);
        Assert.NotNull((await security.ProtectionAsync("octocat", "Hello-World", "main", token)).Content.EnforceAdmins!.Enabled);
        Assert.NotNull((await security.CollaboratorsAsync("octocat", "Hello-World", "all", 100, null, token)).Content[0]!.RoleName);
        Assert.NotNull((await security.MembersAsync("octocat", "2fa_disabled", null, 100, token)).Content[0]!.Login);
        Assert.NotNull((await security.CreateIssueAsync("octocat", "Hello-World", new("Found a bug", "text", ["bug"], ["octocat"], null), token)).Content.Number);
    }
}
