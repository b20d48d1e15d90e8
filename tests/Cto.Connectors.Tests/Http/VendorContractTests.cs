using System.Text.Json;
using Cto.Connectors.GitHub;
using Cto.Testing;
using RestEase;

namespace Cto.Connectors.Tests.Http;

/// <summary>Every vendor's typed interface against the vendor's own description: <c>Acme/IAcmeApi</c> against <c>acme.json</c>, picked up by name.</summary>
public sealed class VendorContractTests
{
    public static TheoryData<string> Vendors => [.. Apis().Keys];

    [Theory]
    [MemberData(nameof(Vendors))]
    public void Every_route_is_in_the_vendors_own_description(string vendor)
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.SkipUnless(File.Exists(Specs.Path($"{vendor}.json")), $"There is no description of {vendor} in shared/specs.");
        using var description = JsonDocument.Parse(File.ReadAllBytes(Specs.Path($"{vendor}.json")));

        Assert.Empty(VendorContract.Disagreements(Apis()[vendor], description.RootElement));
    }

    [Fact]
    public void GitHubs_interface_is_among_them() => Assert.Equal(typeof(IGitHubApi), Apis()["github"]);

    [Fact]
    public void The_contract_notices_what_does_not_exist()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        using var description = JsonDocument.Parse(File.ReadAllBytes(Specs.Path("github.json")));

        var disagreements = VendorContract.Disagreements(typeof(IWrongApi), description.RootElement);

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

    private static SortedDictionary<string, Type> Apis() => new(typeof(IGitHubApi).Assembly.GetTypes()
        .Where(type => type.IsInterface && type.Name == $"I{type.Namespace?.Split('.')[^1]}Api" && type.GetMethods().Any(method => method.IsDefined(typeof(RequestAttribute), inherit: true)))
        .ToDictionary(type => type.Namespace!.Split('.')[^1].ToLowerInvariant()));

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
