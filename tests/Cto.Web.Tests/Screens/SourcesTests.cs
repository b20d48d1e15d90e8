using Cto.Domain.Catalogue;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>The page of sources with one of every connector: what needs somebody stands first.</summary>
public sealed class SourcesTests
{
    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Light)]
    [InlineData(1600, ColorScheme.Dark)]
    public async Task With_every_connector_it_says_first_what_needs_somebody(int width, ColorScheme theme)
    {
        // However long it takes to look, the lags stay as they are.
        var clock = new StandingClock(TimeProvider.System.GetUtcNow());
        await using var web = await TestWeb.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        var failing = await FillAsync(web);
        await using var window = await Chromium.OpenAsync(web.Address, width, 900, theme);
        var page = window.Page;
        await SignedIn.ByLinkAsync(page, web);
        await page.GotoAsync("/sources");
        var trouble = page.Locator("section", new() { HasText = "Needs attention" });
        await Expect(trouble.Locator("article").First).ToContainTextAsync("Jira refused the token (401).");
        await Expect(trouble.Locator("article").First).ToContainTextAsync("Since 1 d ago");
        await Expect(trouble).ToContainTextAsync("Its credential expires in 5 days.");
        var partial = trouble.Locator("article", new() { HasText = "Slack" });
        await Expect(partial).ToContainTextAsync("partial");
        await Expect(partial).ToContainTextAsync("Channels cannot be read: Slack says that the token lacks channels:read. Give it.");
        await Expect(page.Locator("article", new() { HasText = "AWS" })).ToContainTextAsync("$1.42 this month");
        await Expect(page.Locator("article", new() { HasText = "Opsgenie" })).ToContainTextAsync("end of life");
        await Chromium.KeepAsync(page, $"sources-{width}-{theme}");
        await Chromium.HasNoViolationAsync(page);
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 0, width);
        await page.GotoAsync(await partial.Locator("a").First.GetAttributeAsync("href") ?? "");
        var streams = page.Locator("section", new() { HasText = "What it has brought" }).Locator("tbody tr");
        await Expect(streams.Nth(0)).ToContainTextAsync("4\u00a0min");
        await Expect(streams.Nth(1)).ToContainTextAsync("cannot be read");
        await Chromium.KeepAsync(page, $"sources-partial-{width}-{theme}");
        await Chromium.HasNoViolationAsync(page);
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 0, width);
        foreach (var path in new[] { $"/sources/{failing:D}", "/sources/new", "/sources/new/opsgenie" })
        {
            await page.GotoAsync(path);
            await Chromium.KeepAsync(page, $"sources{path.Replace('/', '-').Replace($"{failing:D}", "one", StringComparison.Ordinal)}-{width}-{theme}");
            await Chromium.HasNoViolationAsync(page);
            Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 0, width);
        }
    }

    /// <returns>The source that fails.</returns>
    private static async Task<Guid> FillAsync(TestWeb web)
    {
        using var client = web.Client();
        var tenant = (await client.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id").GetGuid();
        var (sources, runs, now) = (web.Services.GetRequiredService<SourceStore>(), web.Services.GetRequiredService<SyncRuns>(), web.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        var failing = Guid.Empty;
        foreach (var connector in web.Services.GetRequiredService<IConnectorCatalog>().All)
        {
            var id = await sources.CreateAsync(
                new() { TenantId = tenant, Connector = connector.Kind, Name = $"{connector.Title} of Acme", CredentialExpiresAt = connector.Kind == "github" ? now.AddDays(5.5) : null }, TestContext.Current.CancellationToken);
            failing = connector.Kind == "jira" ? id : failing;
            await web.Services.GetRequiredService<FactStore>().WriteAsync(
                new(tenant, id, connector.Streams is [var first, ..] ? first.Name : "none", new() { Facts = [new Team { Key = connector.Kind, Name = connector.Title }], Cursor = "1", RateLimit = connector.Kind == "circleci" ? new(5_000, 400, now.AddMinutes(20)) : connector.Kind == "github" ? new(5_000, 3_800, now.AddMinutes(20)) : null }),
                TestContext.Current.CancellationToken);
            for (var index = 30; index > 0; index--)
            {
                var fails = connector.Kind == "jira" ? index < 12 : index == 7 && connector.Kind.Length % 3 == 0;
                await runs.RecordAsync(
                    tenant, id, new(now.AddMinutes(-5 * index), now.AddMinutes(-5 * index), fails ? SyncOutcome.Failed : SyncOutcome.Succeeded, fails ? SourceFault.Unauthorized : null, 1, FactsWritten.Nothing),
                    TestContext.Current.CancellationToken);
            }

            await sources.SaveAsync(
                tenant,
                id,
                new()
                {
                    State = connector.Kind switch { "jira" => SourceState.Failing, "circleci" => SourceState.Throttled, "gitlab" => SourceState.Paused, _ => SourceState.Idle },
                    LastSuccessAt = connector.Kind == "jira" ? now.AddHours(-26) : now.AddMinutes(-4),
                    NextAttemptAt = now.AddDays(1),
                    ThrottledUntil = connector.Kind == "circleci" ? now.AddMinutes(20) : null,
                    Fault = connector.Kind == "jira" ? new(SourceFault.Unauthorized, "Jira refused the token (401).", "Give new credentials.", now.AddHours(-26)) : null,
                },
                TestContext.Current.CancellationToken);
            if (connector.Kind == "slack")
            {
                await sources.SaveEndsAsync(tenant, id, new Dictionary<string, StreamEnd>
                {
                    ["users"] = new(now.AddMinutes(-4), null),
                    ["channels"] = new(null, new(SourceFault.Forbidden, "Slack says that the token lacks channels:read.", "Give it.", now.AddHours(-3))),
                }, TestContext.Current.CancellationToken);
            }

            if (connector.Kind == "aws")
            {
                await web.Services.GetRequiredService<SourceUsages>().AddAsync(tenant, id, new(142, 1.42m), TestContext.Current.CancellationToken);
            }
        }

        return failing;
    }
}
