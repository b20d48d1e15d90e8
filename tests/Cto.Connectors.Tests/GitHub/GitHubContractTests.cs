using System.Text.Json;
using Cto.Connectors.GitHub;
using Cto.Connectors.Tests.Http;
using RestEase;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubContractTests
{
    [Fact]
    public void Every_route_is_in_GitHubs_own_description()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        using var description = JsonDocument.Parse(File.ReadAllBytes(Specs.Path("github.json")));

        var disagreements = VendorContract.Disagreements<IGitHubApi>(description.RootElement, out var checks);

        Assert.Empty(disagreements);
        Assert.Equal(10, checks);
    }

    [Fact]
    public void The_contract_notices_what_does_not_exist()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        using var description = JsonDocument.Parse(File.ReadAllBytes(Specs.Path("github.json")));

        var disagreements = VendorContract.Disagreements<IWrongApi>(description.RootElement, out _);

        Assert.Equal(
            [
                "GET repos/{owner}/{repo}/mergerequests is not in the description.",
                "GET repos/{owner}/{repo}/pulls sends the query parameter 'per_site', which is unknown.",
                "GET repos/{owner}/{repo}/releases lacks 'owner'.",
                "GET repos/{owner}/{repo}/releases never fills {owner}.",
                "DELETE rate_limit is not in the description.",
            ],
            disagreements);
    }

    private interface IWrongApi
    {
        [Get("repos/{owner}/{repo}/mergerequests")]
        Task MissingAsync([Path] string owner, [Path] string repo);

        [Get("repos/{owner}/{repo}/pulls")]
        Task MistypedAsync([Path] string owner, [Path] string repo, [Query("per_site")] int size);

        [Get("repos/{owner}/{repo}/releases")]
        Task IncompleteAsync([Path] string repo);

        [Delete("rate_limit")]
        Task WrongMethodAsync();
    }
}
