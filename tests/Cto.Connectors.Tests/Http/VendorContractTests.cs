using System.Reflection;
using System.Text.Json;
using Cto.Connectors.GitHub;
using Cto.Connectors.Http;
using Cto.Testing;
using Refit;

namespace Cto.Connectors.Tests.Http;

/// <summary>Every typed interface against the vendor's own description that it names.</summary>
public sealed class VendorContractTests
{
    private static readonly Type[] Interfaces = [.. typeof(IGitHubApi).Assembly.GetTypes().Where(type => type.IsInterface && type.GetMethods().Any(method => method.IsDefined(typeof(HttpMethodAttribute), inherit: true)))];

    public static TheoryData<string> Described => [.. Interfaces.Where(type => type.IsDefined(typeof(DescribedByAttribute))).Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Described))]
    public void Every_route_is_in_the_vendors_own_description(string name)
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var api = Interfaces.Single(type => type.Name == name);
        var described = api.GetCustomAttribute<DescribedByAttribute>()!;
        using var description = JsonDocument.Parse(File.ReadAllBytes(Specs.Path($"{described.Description}.json")));

        Assert.Empty(VendorContract.Disagreements(api, description.RootElement, described.BasePath));
    }

    [Fact]
    public void GitHubs_interface_is_among_them() => Assert.Contains(nameof(IGitHubApi), Described.Select(row => row.Data));

    [Fact]
    public void Every_interface_names_its_description_or_why_there_is_none() =>
        Assert.Empty(Interfaces.Where(type => !type.IsDefined(typeof(DescribedByAttribute)) && type.GetCustomAttribute<NotDescribedAttribute>() is not { Reason.Length: > 20 }).Select(type => type.Name));

    // A request knows its method by name alone.
    [Fact]
    public void No_two_methods_of_an_interface_share_a_name() =>
        Assert.Empty(Interfaces.SelectMany(type => type.GetMethods().GroupBy(method => method.Name).Where(methods => methods.Count() > 1).Select(methods => $"{type.Name}.{methods.Key}")));

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

    private interface IWrongApi
    {
        [Get("repos/{owner}/{repo}/mergerequests")]
        Task MissingAsync(string owner, string repo);

        [Get("repos/{owner}/{repo}/pulls")]
        Task MistypedAsync(string owner, string repo, [AliasAs("per_site")] int size);

        [Get("repos/{owner}/{repo}/releases")]
        Task IncompleteAsync(string repo);

        [Delete("rate_limit")]
        Task WrongMethodAsync();
    }
}
