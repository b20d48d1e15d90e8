using System.Diagnostics;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

[Collection(OnePage.Name)]
public sealed class LiveTests(DeliveringWeb delivering)
{
    [Fact]
    public async Task A_fact_that_comes_in_changes_the_tile_of_an_open_page_and_nothing_else_moves()
    {
        await using var window = await Chromium.OpenAsync(delivering.Web.Address, delivering.Owner);
        var page = window.Page;
        await page.GotoAsync("/");
        var tile = page.Locator("article.tile", new() { HasText = "Deployments" }).Filter(new() { HasText = "succeeded" });
        await Expect(tile).ToContainTextAsync("63 succeeded");
        await Expect(page.Locator(".tile-state", new() { HasText = "refreshing" })).ToHaveCountAsync(0);

        // What counts on by itself moves by its own width, the more the longer the machine takes.
        await page.EvaluateAsync($$"""
            () => {
                window.stayed = true;
                window.shift = 0;
                const counts = {{Shifts.Counts}};
                const moves = entry => entry.sources.length === 0 || !entry.sources.every(counts);
                new PerformanceObserver(list => list.getEntries().filter(moves).forEach(entry => window.shift += entry.value)).observe({ type: 'layout-shift' });
            }
            """);

        var watch = Stopwatch.StartNew();
        await PushOneAsync(delivering.Web);
        await Expect(tile).ToContainTextAsync("64 succeeded");
        TestContext.Current.TestOutputHelper!.WriteLine($"From the fact to the pixel: {watch.ElapsedMilliseconds} ms.");

        Assert.True(await page.EvaluateAsync<bool>("() => window.stayed"), "The page was loaded anew.");
        Assert.InRange(await page.EvaluateAsync<double>("() => window.shift"), 0, 0.0001);
    }

    private static async Task PushOneAsync(TestWeb web)
    {
        var now = TimeProvider.System.GetUtcNow();
        var line = $$"""{"kind":"deployment","key":"live","service":"search-api","environment":"production","commit":"live","ref":"v9","startedAt":"{{now.AddMinutes(-2):O}}","finishedAt":"{{now.AddMinutes(-1):O}}","result":"success"}""";
        using var client = web.Client();
        await client.PushAsync(line);
    }
}
