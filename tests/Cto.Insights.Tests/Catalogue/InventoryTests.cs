using Cto.Domain;
using Cto.Domain.Catalogue;
using Cto.Domain.Security;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights.Tests.Catalogue;

public sealed class InventoryTests
{
    [Fact]
    public async Task It_names_the_packages_in_use_and_the_weaknesses_that_were_told_of_once_each_and_of_this_company_only()
    {
        await using var store = await TestStore.StartAsync();
        var (mine, theirs) = (await store.TenantAsync(), await store.TenantAsync());
        await WriteAsync(store, mine,
        [
            Component("a", "pkg:npm/lodash@4.17.21", "4.17.21"),
            Component("b", "pkg:npm/lodash@4.17.21", "4.17.21"),
            Component("range only", "pkg:npm/react", null),
            Finding("open", "1.0+b", VulnerabilityState.Open, "SNYK-JS-1", "CVE-2024-1"),
            Finding("fixed", "0.9", VulnerabilityState.Fixed, "CVE-2024-1"),
            new AffectedPackage { Key = "p", Advisory = "GHSA-aaaa", Ecosystem = "npm", Name = "lodash" },
        ]);
        await WriteAsync(store, theirs, [Component("c", "pkg:npm/express@4.0.0", "4.0.0")]);
        var inventory = store.Services.GetRequiredService<IInventory>();
        Assert.Equal(["pkg:maven/acme/x@1.0%2Bb", "pkg:npm/lodash@4.17.21"], await inventory.PackagesAsync(mine, TestContext.Current.CancellationToken));
        Assert.Equal(["CVE-2024-1", "GHSA-aaaa"], await inventory.AdvisoriesAsync(mine, TestContext.Current.CancellationToken));
        Assert.Empty(await inventory.AdvisoriesAsync(theirs, TestContext.Current.CancellationToken));
    }

    private static Component Component(string key, string package, string? version) =>
        new() { Key = key, Repository = "acme/shop", Package = package, Ecosystem = "npm", Name = "x", Version = version };

    private static Vulnerability Finding(string key, string version, VulnerabilityState state, params string[] advisories) => new()
    {
        Key = key, Repository = "acme/shop", Package = "pkg:maven/acme/x", Version = version, Advisories = advisories, Severity = Severity.High, State = state,
        FirstSeenAt = DateTimeOffset.UnixEpoch, Scanner = "snyk",
    };

    private static async Task WriteAsync(TestStore store, Guid tenant, IReadOnlyList<Fact> facts)
    {
        var source = await store.Services.GetRequiredService<SourceStore>().CreateAsync(new() { TenantId = tenant, Connector = "git", Name = "one" }, TestContext.Current.CancellationToken);
        var written = await store.Services.GetRequiredService<FactStore>().WriteAsync(new(tenant, source, "all", new() { Facts = facts }), TestContext.Current.CancellationToken);
        Assert.Empty(written.Rejected);
    }
}
