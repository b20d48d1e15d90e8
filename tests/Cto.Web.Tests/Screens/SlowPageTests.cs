using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>Pages over a line so slow, or on a machine so busy, that they arrive in pieces.</summary>
[Collection(OnePage.Name)]
public sealed class SlowPageTests(DeliveringWeb delivering)
{
    [Fact]
    public async Task A_header_that_arrives_in_pieces_is_painted_whole()
    {
        var web = delivering.Web;
        await using var window = await Chromium.OpenAsync(web.Address, delivering.Owner);
        var page = window.Page;
        var html = await (await page.APIRequest.GetAsync(web.Address.ToString())).TextAsync();
        var rest = new TaskCompletionSource();
        await using var slow = await InPiecesAsync(web, html, html.IndexOf("<a class=\"freshness", StringComparison.Ordinal), rest.Task);

        await page.GotoAsync(slow.Urls.First(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => document.querySelector('.top .tools .menu') !== null", null, new() { PollingInterval = 20 });

        // Time in which the browser could paint the half of it; where it waits, no event tells.
        await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 500))");
        rest.SetResult();
        await page.WaitForLoadStateAsync(LoadState.Load);
        Assert.Empty(await page.MovedAsync());
        await Assertions.Expect(page.Locator(".top .freshness")).ToBeVisibleAsync();
    }

    /// <summary>The page, up to a place at once and beyond it later; all else as the program answers it.</summary>
    private static async Task<WebApplication> InPiecesAsync(TestWeb web, string html, int place, Task later)
    {
        Assert.True(place > 0, html);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var slow = builder.Build();
        slow.MapGet("/", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(html[..place], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await later;
            await context.Response.WriteAsync(html[place..], context.RequestAborted);
        });
        slow.MapGet("/{**path}", async context =>
        {
            using var client = web.Client();
            using var answer = await client.GetAsync(new Uri(context.Request.Path, UriKind.Relative), context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
        await slow.StartAsync(TestContext.Current.CancellationToken);
        return slow;
    }
}
