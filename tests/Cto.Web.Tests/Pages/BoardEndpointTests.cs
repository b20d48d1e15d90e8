using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Cto.Web.Tests.Screens;

namespace Cto.Web.Tests.Pages;

/// <summary>What the board's script asks of the program.</summary>
public sealed class BoardEndpointTests(DeliveringWeb delivering) : IClassFixture<DeliveringWeb>
{
    [Fact]
    public async Task What_is_arranged_stays_arranged()
    {
        var browser = delivering.Owner;
        var (board, tile) = await First(browser);

        using var placed = await browser.PostAsync($"/boards/{board}/widgets/{tile}/place", ("column", "6"), ("row", "0"), ("columns", "4"), ("rows", "3"));
        var places = await Json(placed);

        var moved = places.EnumerateArray().Single(place => place.GetProperty("id").GetGuid() == tile);
        Assert.Equal((6, 0, 4, 3), (Number(moved, "column"), Number(moved, "row"), Number(moved, "columns"), Number(moved, "rows")));
        Assert.Contains("c-6 w-4 r-0 h-3", (await Page(browser, "/")).GetElementById($"w-{tile}")!.ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tile_can_be_added_copied_changed_removed_and_all_of_it_reset()
    {
        var browser = delivering.Owner;
        var (board, tile) = await First(browser);

        Assert.Equal(13, await Tiles(browser.PostAsync($"/boards/{board}/widgets/rework-rate")));
        Assert.Equal(14, await Tiles(browser.PostAsync($"/boards/{board}/widgets/{tile}/duplicate")));
        using var changed = await browser.PostAsync($"/boards/{board}/widgets/{tile}/settings", ("title", "Ours"), ("period", "last-7-days"), ("service", ""));
        Assert.Contains("dialog-done", changed.Headers.GetValues("HX-Trigger").Single(), StringComparison.Ordinal);
        Assert.Equal("Ours", (await Page(browser, "/")).QuerySelector($"#t-{tile}")!.TextContent);
        Assert.Equal(12, await Tiles(browser.PostAsync($"/boards/{board}/reset")));
    }

    [Fact]
    public async Task Settings_that_make_no_sense_are_refused_with_the_reason()
    {
        var browser = delivering.Owner;
        var (board, tile) = await First(browser);

        using var refused = await browser.PostAsync($"/boards/{board}/widgets/{tile}/settings", ("colour", "red"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("colour", (await Json(refused)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_changes_what_is_not_theirs_and_nothing_is_changed_without_a_token()
    {
        var browser = delivering.Owner;
        var (board, tile) = await First(browser);

        using var others = await browser.PostAsync($"/boards/overview-{Guid.NewGuid():N}/widgets/{tile}/duplicate");
        using var forged = await browser.PostWithoutTokenAsync($"/boards/{board}/widgets/{tile}/duplicate");
        using var stranger = delivering.Web.Browser();
        using var unknown = await stranger.GetAsync($"/boards/{board}/widgets/{tile}");

        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, unknown.StatusCode);
        Assert.Equal(12, (await Page(browser, "/")).QuerySelectorAll(".tile").Length);
    }

    [Fact]
    public async Task A_tile_alone_is_the_tile_of_the_page()
    {
        var browser = delivering.Owner;
        var (board, tile) = await First(browser);

        // On a busy machine a tile is drawn before its answer is there.
        await EndToEnd.Waiting.UntilAsync(async () => (await Page(browser, $"/boards/{board}/widgets/{tile}")).QuerySelector(".tile-state.quiet") is not null);
        var alone = (await Page(browser, $"/boards/{board}/widgets/{tile}")).GetElementById($"w-{tile}")!;
        var onPage = (await Page(browser, "/")).GetElementById($"w-{tile}")!;

        Assert.Equal(onPage.QuerySelector(".figure")!.OuterHtml, alone.QuerySelector(".figure")!.OuterHtml);
        Assert.Equal(onPage.ClassName, alone.ClassName);
    }

    [Fact]
    public async Task Files_are_compressed_and_cached_for_ever()
    {
        var web = await SharedWeb.GetAsync();
        using var browser = web.Web.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Web.Components.Assets.ClientAssets.Address("site.css"), UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");

        using var answer = await browser.SendAsync(request);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("site", ".css", "text/css")]
    [InlineData("site", ".js", "text/javascript")]
    [InlineData("inter-latin", ".woff2", "font/woff2")]
    public async Task A_file_of_another_build_is_answered_by_this_builds_own_and_not_kept(string name, string extension, string type)
    {
        var web = await SharedWeb.GetAsync();
        using var browser = web.Web.Browser();

        using var answer = await browser.GetAsync($"/assets/{name}-0123456789{extension}");
        using var own = await browser.GetAsync(Web.Components.Assets.ClientAssets.Address(name + extension));

        Assert.Equal((HttpStatusCode.OK, "no-cache", type), (answer.StatusCode, answer.Headers.CacheControl!.ToString(), answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(await own.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("site.css")]
    [InlineData("site-0123456789.js.map")]
    [InlineData("other-0123456789.css")]
    [InlineData("assets-0123456789.json")]
    [InlineData("site-0123456789.css%0A")]
    public async Task What_no_build_has_is_not_found(string name)
    {
        var web = await SharedWeb.GetAsync();
        using var browser = web.Web.Browser();

        using var answer = await browser.GetAsync("/assets/" + name);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_first_view_weighs_less_than_150_KB_over_the_wire()
    {
        var browser = delivering.Owner;
        var total = 0L;
        foreach (var address in new[] { "/", Web.Components.Assets.ClientAssets.Address("site.css"), Web.Components.Assets.ClientAssets.Address("site.js"), Web.Components.Assets.ClientAssets.Address("icon.svg") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            request.Headers.AcceptEncoding.ParseAdd("br");
            using var answer = await browser.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            total += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        }

        Assert.InRange(total, 10_000, 150_000);
    }

    private static async Task<(string Board, Guid Tile)> First(Browser browser)
    {
        var page = await Page(browser, "/");
        var board = page.QuerySelector("#board")!.GetAttribute("data-tiles")!.Split('/')[2];
        return (board, Guid.Parse(page.QuerySelector(".tile")!.GetAttribute("data-widget")!));
    }

    private static async Task<IDocument> Page(Browser browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, html);
        return new HtmlParser().ParseDocument(html);
    }

    private static async Task<int> Tiles(Task<HttpResponseMessage> change)
    {
        using var answer = await change;
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, html);
        return new HtmlParser().ParseDocument(html).QuerySelectorAll("#board > .tile").Length;
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    private static int Number(JsonElement place, string name) => place.GetProperty(name).GetInt32();
}
