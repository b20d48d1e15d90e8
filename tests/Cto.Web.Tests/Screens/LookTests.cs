using System.Collections.Concurrent;

namespace Cto.Web.Tests.Screens;

/// <summary>Every page on a phone and on a wide screen: no violation, no shift, nothing wider than the screen, no request to another host.</summary>
[Collection(OnePage.Name)]
public sealed class LookTests(DeliveringWeb delivering)
{
    private static readonly string[] Paths = ["/", "/delivery", "/sources", "/sources/new", "/sources/new/github", "/settings", "/evidence/delivery.dora"];

    [Fact]
    public async Task Pages_are_accessible_and_stand_still()
    {
        var web = delivering.Web;
        await using var window = await Chromium.OpenAsync(web.Address);
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
        await page.LooksRightAsync("sign-in");
        await SignedIn.ByPasswordAsync(page);

        foreach (var look in Look.All)
        {
            await page.ShowAsync(look);
            foreach (var path in Paths)
            {
                await page.GotoAsync(path);
                await page.WaitForFunctionAsync("() => ![...document.querySelectorAll('.tile-state')].some(state => state.textContent.includes('loading'))");
                foreach (var complaint in await page.ComplaintsAsync(look, $"page{path.Replace('/', '-')}"))
                {
                    complaints.Enqueue(complaint);
                }
            }

            // A page whose answers stand ready is whole in the first response: nothing moves but a relative time that goes on counting, by its own width.
            await page.GotoAsync("/");
            Assert.Empty(await page.MovedAsync());
        }

        Assert.Empty(elsewhere);
        Assert.True(complaints.IsEmpty, string.Join('\n', complaints.Distinct()));
    }
}
