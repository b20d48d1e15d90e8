using System.Net;
using AngleSharp.Html.Parser;

namespace Cto.Web.Tests.Pages;

public sealed class OverviewPageTests
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_sign_in_page()
    {
        var web = await SharedWeb.GetAsync();
        using var browser = web.Web.Browser();

        using var answer = await browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_without_sources_is_told_what_to_do_first()
    {
        var web = await SharedWeb.GetAsync();
        using var browser = await web.OwnerAsync();

        using var answer = await browser.GetAsync("/");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var page = new HtmlParser().ParseDocument(html);

        Assert.True(answer.StatusCode == HttpStatusCode.OK, html);
        Assert.Equal("Overview", page.QuerySelector("h1")?.TextContent);
        Assert.Contains("Connect your first source", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
}
