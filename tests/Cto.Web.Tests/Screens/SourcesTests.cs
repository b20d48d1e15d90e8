using Cto.Domain.Catalogue;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Screens;

/// <summary>The pages of sources with one of every connector: what needs somebody stands first.</summary>
[Collection(OnePage.Name)]
public sealed class SourcesTests
{
    [Fact]
    public async Task With_every_connector_they_say_first_what_needs_somebody()
    {
        // However long it takes to look, the lags stay as they are.
        var clock = new StandingClock(TimeProvider.System.GetUtcNow());
        await using var web = await TestWeb.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        using var owner = await web.OwnerByLinkAsync();
        var failing = await FillAsync(web);

        var list = await ReadPage.OpenAsync(owner, "/sources");
        var trouble = list.All("section").Single(section => section.Text().Contains("Needs attention", StringComparison.Ordinal));
        var first = trouble.QuerySelector("article")!.Text();
        Assert.Contains("Jira refused the token (401).", first, StringComparison.Ordinal);
        Assert.Contains("Since 1 d ago", first, StringComparison.Ordinal);
        Assert.Contains("Its credential expires in 5 days.", trouble.Text(), StringComparison.Ordinal);
        var partial = trouble.QuerySelectorAll("article").Single(article => article.Text().Contains("Slack", StringComparison.Ordinal));
        Assert.Contains("partial", partial.Text(), StringComparison.Ordinal);
        Assert.Contains("Channels cannot be read: Slack says that the token lacks channels:read. Give it.", partial.Text(), StringComparison.Ordinal);
        Assert.Contains("$1.42 this month", Row(list, "AWS"), StringComparison.Ordinal);
        Assert.Contains("end of life", Row(list, "Opsgenie"), StringComparison.Ordinal);

        var one = partial.QuerySelector("a")!.GetAttribute("href")!;
        var streams = (await ReadPage.OpenAsync(owner, one)).All("section").Single(section => section.Text().Contains("What it has brought", StringComparison.Ordinal)).QuerySelectorAll("tbody tr");
        Assert.Contains("4 min", streams[0].Text(), StringComparison.Ordinal);
        Assert.Contains("cannot be read", streams[1].Text(), StringComparison.Ordinal);

        await LookRightAsync(web, owner, ("sources", "/sources"), ("sources-partial", one), ("sources-failing", $"/sources/{failing:D}"), ("sources-new-opsgenie", "/sources/new/opsgenie"));
    }

    private static string Row(ReadPage list, string connector) => list.All("article").First(article => article.Text().Contains(connector, StringComparison.Ordinal)).Text();

    private static async Task LookRightAsync(TestWeb web, Browser owner, params (string Name, string Path)[] pages)
    {
        await using var window = await Chromium.OpenAsync(web.Address, owner);
        foreach (var (name, path) in pages)
        {
            await window.Page.GotoAsync(path);
            await window.Page.LooksRightAsync(name);
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
                new() { TenantId = tenant, Connector = connector.Kind, Name = $"{connector.Title} of Acme", CredentialExpiresAt = connector.Kind == "github" ? now.AddDays(5.5) : null, Paused = true }, TestContext.Current.CancellationToken);
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
