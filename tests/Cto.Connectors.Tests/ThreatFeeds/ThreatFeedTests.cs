using Cto.Domain;
using Cto.Domain.Security;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.ThreatFeeds;

/// <summary>Each feed: asked about what the company uses and no more, and cheap when nothing is new.</summary>
public sealed class ThreatFeedTests
{
    [Fact]
    public async Task KEV_is_read_whole_and_then_only_when_CISA_changed_it()
    {
        await using var feeds = await StubFeeds.StartAsync();
        await using var services = Connectors.Start();
        var connector = services.Connector("threat-feeds");

        var (first, _) = await connector.PagesAsync(feeds.Source(), "kev");
        var log4j = Assert.IsType<KnownExploit>(Assert.Single(first.Facts(), fact => fact.Key == "kev:CVE-2021-44228"));
        Assert.Equal((new DateOnly(2021, 12, 10), new DateOnly(2021, 12, 24), true), (log4j.AddedOn, log4j.DueOn!.Value, log4j.Ransomware));

        var (same, _) = await connector.PagesAsync(feeds.Source(), "kev", first.Cursor());
        Assert.Empty(same);

        feeds.Kev.RemoveAt(1);
        var (changed, _) = await connector.PagesAsync(feeds.Source(), "kev", first.Cursor());
        Assert.Equal(new FactKey(FactKinds.KnownExploit, "kev:CVE-2017-5638"), Assert.Single(changed.SelectMany(page => page.Withdrawn)));
    }

    [Fact]
    public async Task EPSS_is_asked_for_what_we_are_told_of_and_what_is_exploited()
    {
        await using var feeds = await StubFeeds.StartAsync();
        await using var services = Connectors.Start();
        var inventory = services.GetRequiredService<FixedInventory>();
        inventory.Advisories.AddRange([.. Enumerable.Range(1000, 250).Select(number => $"CVE-2024-{number}"), "GHSA-jfh8-c2jh-5v3p"]);
        feeds.Epss["CVE-2024-1001"] = "0.000430000";

        var (pages, _) = await services.Connector("threat-feeds").PagesAsync(feeds.Source(), "epss");

        var scores = pages.Facts().Cast<ExploitPrediction>().ToDictionary(score => score.Cve);
        Assert.Equal(["CVE-2017-5638", "CVE-2021-44228", "CVE-2024-1001"], scores.Keys.Order());
        Assert.Equal((0.94475, 0.999, new DateOnly(2026, 11, 9)), (scores["CVE-2021-44228"].Score, scores["CVE-2021-44228"].Percentile, scores["CVE-2021-44228"].Day));
        Assert.Equal(3, feeds.Count("/epss/"));
        Assert.All(feeds.Http.Requests.Where(request => request.Target.StartsWith("/epss/", StringComparison.Ordinal)), request => Assert.True(request.Target.Length < 2_500));

        feeds.Http.Forget();
        Assert.Empty((await services.Connector("threat-feeds").PagesAsync(feeds.Source(), "epss", pages.Cursor())).Pages);
        Assert.Empty(feeds.Http.Requests);
        inventory.Advisories.Add("CVE-2025-1234");
        Assert.NotEmpty((await services.Connector("threat-feeds").PagesAsync(feeds.Source(), "epss", pages.Cursor())).Pages.Facts());
    }

    [Fact]
    public async Task OSV_is_asked_for_the_packages_in_use_and_then_for_what_was_modified()
    {
        await using var feeds = await StubFeeds.StartAsync();
        feeds.OsvPage = 1;
        await using var services = Connectors.Start();
        services.GetRequiredService<FixedInventory>().Packages.AddRange(["pkg:npm/lodash@4.17.15", "pkg:npm/unknown@1.0.0"]);
        var connector = services.Connector("threat-feeds");

        var (first, _) = await connector.PagesAsync(feeds.Source(("watched", "CVE-2024-3094")), "osv");

        Assert.Equal(["osv:CVE-2024-3094", "osv:GHSA-35jh-r3h4-6jhm", "osv:GHSA-p6mc-m468-83gw"], first.Facts().OfType<Advisory>().Select(advisory => advisory.Key).Order(StringComparer.Ordinal));
        var advisory = first.Facts().OfType<Advisory>().First();
        Assert.Equal((Severity.Medium, 7.4, "osv"), (advisory.Severity, advisory.Cvss, advisory.Feed));
        var range = first.Facts().OfType<AffectedPackage>().First();
        Assert.Equal(("npm", "lodash", "3.7.0", "4.17.19", null), (range.Ecosystem, range.Name, range.Introduced, range.Fixed, range.LastAffected));
        Assert.Equal(2, feeds.Count("/osv/v1/querybatch"));

        feeds.Http.Forget();
        Assert.Empty((await connector.PagesAsync(feeds.Source(("watched", "CVE-2024-3094")), "osv", first.Cursor())).Pages);
        Assert.Empty(feeds.Http.Requests);

        feeds.Osv["pkg:npm/lodash@4.17.15"][1] = ("GHSA-p6mc-m468-83gw", "2026-11-10T00:00:00Z");
        feeds.Osv["pkg:npm/lodash@4.17.15"].Add(("GHSA-gone-gone-gone", "2026-11-10T00:00:00Z"));
        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(3)));
        later.GetRequiredService<FixedInventory>().Packages.AddRange(["pkg:npm/lodash@4.17.15", "pkg:npm/unknown@1.0.0"]);
        var (news, fault) = await later.Connector("threat-feeds").PagesAsync(feeds.Source(("watched", "CVE-2024-3094")), "osv", first.Cursor());

        Assert.Null(fault);
        Assert.Equal("osv:GHSA-p6mc-m468-83gw", Assert.Single(news.Facts().OfType<Advisory>()).Key);
        Assert.Equal(2, feeds.Count("/osv/v1/vulns/"));
    }

    [Fact]
    public async Task Pages_of_the_NVD_that_repeat_themselves_are_refused()
    {
        await using var feeds = await StubFeeds.StartAsync();
        await using var services = Connectors.Start();
        services.GetRequiredService<FixedInventory>().Advisories.Add("CVE-2021-44228");
        var (first, _) = await services.Connector("threat-feeds").PagesAsync(feeds.Source(), "nvd");
        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddDays(1)));
        later.GetRequiredService<FixedInventory>().Advisories.Add("CVE-2021-44228");
        feeds.Misbehave = async context =>
        {
            await context.Response.WriteAsJsonAsync(new { totalResults = int.MaxValue, vulnerabilities = new[] { new { cve = new { id = "CVE-2021-44228" } } } });
            return true;
        };

        var (_, fault) = await later.Connector("threat-feeds").PagesAsync(feeds.Source(), "nvd", first.Cursor());

        Assert.Equal(SourceFault.UnexpectedReply, fault!.Fault);
        Assert.Contains("no end", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_NVD_is_asked_for_each_CVE_once_and_then_for_what_it_modified()
    {
        await using var feeds = await StubFeeds.StartAsync();
        await using var services = Connectors.Start();
        services.GetRequiredService<FixedInventory>().Advisories.AddRange(["CVE-2021-44228", "CVE-2020-8203", "GHSA-p6mc-m468-83gw"]);

        var (first, _) = await services.Connector("threat-feeds").PagesAsync(feeds.Source(), "nvd");

        Assert.Equal(["nvd:CVE-2021-44228", "nvd:CVE-2020-8203"], first.Facts().Select(fact => fact.Key));
        Assert.All(feeds.Http.Requests, request => Assert.Equal("nvd-demo-key", request.Header("apiKey")));
        feeds.Http.Forget();
        Assert.Empty((await services.Connector("threat-feeds").PagesAsync(feeds.Source(), "nvd", first.Cursor())).Pages);
        Assert.Empty(feeds.Http.Requests);

        // 200 days later: windows of 120 days at most, and of what was modified only what is ours.
        feeds.Modified.AddRange(["CVE-2021-44228", "CVE-1999-0001"]);
        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddDays(200)));
        later.GetRequiredService<FixedInventory>().Advisories.AddRange(["CVE-2021-44228", "CVE-2020-8203"]);
        var (news, _) = await later.Connector("threat-feeds").PagesAsync(feeds.Source(), "nvd", first.Cursor());

        Assert.Equal(2, feeds.Count("/nvd/"));
        Assert.Equal("nvd:CVE-2021-44228", Assert.Single(news.Facts().Select(fact => fact.Key).Distinct()));
    }

    [Fact]
    public async Task GitHubs_advisories_are_asked_for_by_package()
    {
        await using var feeds = await StubFeeds.StartAsync();
        await using var services = Connectors.Start();
        services.GetRequiredService<FixedInventory>().Packages.AddRange(["pkg:npm/lodash@4.17.15", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1", "pkg:generic/thing@1"]);

        var (pages, fault) = await services.Connector("threat-feeds").PagesAsync(feeds.Source(), "github-advisories");

        Assert.Null(fault);
        Assert.Contains(feeds.Http.Requests, request => request.Target.Contains("affects=org.apache.logging.log4j%3Alog4j-core%402.14.1&ecosystem=maven", StringComparison.Ordinal));
        Assert.Equal(2, feeds.Count("/github/"));
        var range = pages.Facts().OfType<AffectedPackage>().First();
        Assert.Equal(("npm", "lodash", "3.7.0", "4.17.19"), (range.Ecosystem, range.Name, range.Introduced, range.Fixed));
        Assert.All(feeds.Http.Requests, request => Assert.Equal("Bearer ghp_threatfeeds", request.Header("Authorization")));
    }

    [Fact]
    public async Task A_feed_that_is_down_does_not_hide_the_others()
    {
        await using var feeds = await StubFeeds.StartAsync();
        feeds.Misbehave = context =>
        {
            var down = context.Request.Path.StartsWithSegments("/osv");
            context.Response.StatusCode = down ? 404 : 200;
            return Task.FromResult(down);
        };
        await using var services = Connectors.Start();

        var check = await services.Connector("threat-feeds").CheckAsync(feeds.Source(), TestContext.Current.CancellationToken);

        Assert.StartsWith("Connected: 2 known exploited vulnerabilities", check.Summary, StringComparison.Ordinal);
        Assert.StartsWith("OSV cannot be read", Assert.Single(check.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_names_nothing_is_refused()
    {
        await using var feeds = await StubFeeds.StartAsync();
        await using var services = Connectors.Start();

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("threat-feeds").CheckAsync(feeds.Source(("watched", "CVE-2024-1&x=1")), TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.InvalidSettings, fault.Fault);
    }
}
