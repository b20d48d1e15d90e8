using Cto.Connectors.GitLab;
using Cto.Connectors.Http;
using Cto.Connectors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.GitLab;

/// <summary>The routes against a server that is made of GitLab's own description and refuses what is not in it.</summary>
/// <remarks>The description has no examples, so every id in its answers is 0 and nothing in them can become a fact: whole streams run against the simulated company.</remarks>
[Collection(MockVendors.Collection)]
public sealed class GitLabMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_route_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        var address = await vendors.AddressAsync("gitlab");
        await using var services = Connectors.Start();
        var token = TestContext.Current.CancellationToken;
        var api = services.GetRequiredService<SourceHttpFactory>().Open(address, new GitLabDialect(address, "glpat-mock")).For<IGitLabApi>(GitLabJson.Default);
        var since = GitLabSession.Text(DateTimeOffset.UnixEpoch);

        Assert.NotEmpty((await api.GroupProjectsAsync("gitlab-org", true, false, "last_activity_at", 100, token)).Content);
        Assert.NotNull((await api.ProjectAsync("gitlab-org/gitlab", token)).Content.PathWithNamespace);
        Assert.NotEmpty((await api.MergeRequestsAsync(1, "all", "updated_at", "asc", since, 100, 1, token)).Content);
        Assert.NotEmpty((await api.MergeRequestCommitsAsync(1, 2, 100, token)).Content);
        Assert.NotEmpty((await api.PipelinesAsync(1, "updated_at", "asc", since, 100, 1, token)).Content);
        Assert.NotEmpty((await api.DeploymentsAsync(1, "updated_at", "asc", since, 100, 1, token)).Content);
        Assert.NotEmpty((await api.ReleasesAsync(1, "released_at", "desc", since, 100, token)).Content);
        Assert.NotEmpty((await api.IssuesAsync("gitlab-org/gitlab", "created_at", "desc", 50, token)).Content);
    }
}
