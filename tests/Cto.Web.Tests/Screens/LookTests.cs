using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>Every page, in both themes, on a phone and on a wide screen: no violation, no shift, nothing wider than the screen, no request to another host.</summary>
public sealed class LookTests
{
    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Light)]
    [InlineData(1600, ColorScheme.Dark)]
    public async Task Pages_are_accessible_and_stand_still(int width, ColorScheme theme)
    {
        await using var web = await TestWeb.StartAsync();
        await using var window = await Chromium.OpenAsync(web.Address, width, 900, theme);
        var page = window.Page;
        var home = web.Address.GetLeftPart(UriPartial.Authority);
        var elsewhere = new ConcurrentQueue<string>();
        var complaints = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(home, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                elsewhere.Enqueue(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Enqueue(message.Text);
            }
        };
        await page.GotoAsync("/sign-in");
        await Chromium.HasNoViolationAsync(page);
        await Chromium.KeepAsync(page, $"sign-in-{width}-{theme}");
        await SignedIn.ByLinkAsync(page, web);
        await PushAsync(web);

        foreach (var path in new[] { "/", "/delivery", "/sources", "/sources/new", "/sources/new/github", "/settings", "/evidence/delivery.dora" })
        {
            await page.GotoAsync(path);
            await page.WaitForFunctionAsync("() => ![...document.querySelectorAll('.tile-state')].some(state => state.textContent.includes('loading'))");
            await Chromium.KeepAsync(page, $"page{path.Replace('/', '-')}-{width}-{theme}");
            foreach (var violation in await Chromium.ViolationsAsync(page))
            {
                complaints.Enqueue(violation);
            }

            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var wide && wide > width)
            {
                complaints.Enqueue($"{path} is {wide} px wide on a screen of {width}.");
            }
        }

        // A page whose answers stand ready is whole in the first response: nothing moves but a relative time that goes on counting, by its own width.
        await page.GotoAsync("/");
        Assert.Empty(await page.MovedAsync());
        Assert.Empty(elsewhere);
        Assert.True(complaints.IsEmpty, string.Join('\n', complaints.Distinct()));
    }

    internal static async Task PushAsync(TestWeb web)
    {
        var now = TimeProvider.System.GetUtcNow();
        var lines = new StringBuilder();
        foreach (var service in new[] { "checkout-service", "payments-api", "search-api" })
        {
            lines.AppendLine($$"""{"kind":"service","key":"{{service}}","name":"{{service}}","team":"Payments","tier":1,"repositories":["acme/{{service}}"]}""");
            for (var index = 0; index < 24; index++)
            {
                var (opened, shipped) = (now.AddHours(-30 - (index * 26)), now.AddHours(-4 - (index * 26)));
                lines.AppendLine($$"""
                    {"kind":"pullRequest","key":"{{service}}#{{index}}","repository":"acme/{{service}}","number":{{index}},"title":"Change {{index}} of {{service}}","author":"dev{{index % 5}}","createdAt":"{{opened:O}}","firstCommitAt":"{{opened.AddHours(-3):O}}","firstReviewAt":"{{opened.AddHours(6):O}}","mergedAt":"{{shipped.AddHours(-1):O}}","closedAt":"{{shipped.AddHours(-1):O}}","mergeCommit":"{{service}}{{index}}","additions":40,"deletions":12,"reviews":[{"reviewer":"dev{{(index + 1) % 3}}","submittedAt":"{{opened.AddHours(6):O}}","state":"approved"}],"url":"https://git.example.com/{{service}}/{{index}}"}
                    {"kind":"deployment","key":"{{service}}@{{index}}","service":"{{service}}","environment":"production","commit":"{{service}}{{index}}","ref":"v1.{{100 - index}}.0","startedAt":"{{shipped.AddMinutes(-9):O}}","finishedAt":"{{shipped:O}}","result":"{{(index % 9 == 4 ? "failure" : "success")}}","commits":["{{service}}{{index}}"],"url":"https://ci.example.com/{{service}}/{{index}}"}
                    """);
            }

            lines.AppendLine($$"""{"kind":"incident","key":"inc-{{service}}","title":"Errors in {{service}}","service":"{{service}}","severity":"sev2","status":"resolved","startedAt":"{{now.AddHours(-3):O}}","resolvedAt":"{{now.AddHours(-2):O}}"}""");
            lines.AppendLine($$"""{"kind":"pullRequest","key":"{{service}}#900","repository":"acme/{{service}}","number":900,"title":"Still open in {{service}}","author":"dev1","createdAt":"{{now.AddDays(-4):O}}"}""");
        }

        using var client = web.Client();
        using var body = new StringContent(lines.ToString(), Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await client.PostAsync(new Uri("/api/v1/facts", UriKind.Relative), body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode && text.Contains("\"rejected\":[]", StringComparison.Ordinal), text[..Math.Min(2000, text.Length)]);
    }
}
