using Cto.Connectors.WebSearch;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.WebSearch;

public sealed class WebSearchTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = Connectors.Start();
    private StubHttp _engine = null!;
    private Func<HttpContext, IResult> _answer = _ => Results.NotFound();

    public async ValueTask InitializeAsync() => _engine = await StubHttp.StartAsync(app => app.MapGet("/{**path}", context => _answer(context).ExecuteAsync(context)));

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Brave_is_asked_with_its_token_and_its_marks_are_taken_away()
    {
        _answer = _ => Brave(new { title = "<strong>DORA</strong> &amp; friends", url = "https://dora.dev/a?b=c", description = "Four <strong>keys</strong>\n &lt;b&gt; and more", page_age = "2026-09-03T11:17:14" });

        var found = Assert.Single(await SearchAsync("what is dora", 3));

        Assert.Equal(new SearchResult("DORA & friends", "https://dora.dev/a?b=c", "Four keys <b> and more", new(2026, 9, 3, 11, 17, 14, TimeSpan.Zero)), found);
        Assert.Equal("/res/v1/web/search?q=what%20is%20dora&count=3", _engine.Requests[0].Target.Replace("+", "%20", StringComparison.Ordinal));
        Assert.Equal("BSAstub", _engine.Requests[0].Header("X-Subscription-Token"));
    }

    [Fact]
    public async Task SearXNG_is_asked_without_credentials()
    {
        _answer = _ => Results.Json(new { query = "q", results = new object?[] { null, new { title = "A", url = "https://a.test/", content = "text", publishedDate = "2026-01-02T00:00:00" }, new { title = "B", url = "https://b.test/", content = (string?)null } } });

        var found = await SearchAsync("q", 1, Source.With(("engine", "searxng")) with { Credentials = null });

        Assert.Equal("A", Assert.Single(found).Title);
        Assert.Equal("/search?q=q&format=json", _engine.Requests[0].Target);
        Assert.Null(_engine.Requests[0].Header("X-Subscription-Token"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://a.test/")]
    [InlineData("//a.test/")]
    [InlineData("/a")]
    [InlineData("https://user:secret@a.test/")]
    [InlineData("")]
    [InlineData(null)]
    public async Task An_address_that_does_not_lead_to_the_web_is_left_out(string? url)
    {
        _answer = _ => Brave(new { title = "x", url, description = "x" }, new { title = "y", url = "http://ok.test/", description = "x" });

        Assert.Equal("http://ok.test/", Assert.Single(await SearchAsync()).Url);
    }

    [Theory]
    [InlineData("<script>steal()</script>Hello", "Hello")]
    [InlineData("a<style>p{}</style> b <!-- hidden --> c", "a b c")]
    [InlineData("<img src=x onerror=alert(1)>Look", "Look")]
    [InlineData("1 < 2 and 3 > 2", "1 < 2 and 3 > 2")]
    [InlineData("un<b", "un")]
    [InlineData("safe\u202Egnp.exe\u200B\u0007", "safegnp.exe")]
    [InlineData("&#x3C;script&#x3E;", "<script>")]
    [InlineData("  a \t\n b  ", "a b")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void What_a_page_says_is_plain_text(string? html, string expected) => Assert.Equal(expected, PlainText.Of(html, 100));

    [Fact]
    public void Long_texts_are_cut_between_characters()
    {
        Assert.Equal(20, PlainText.Of(new string('x', 5000), 20).Length);
        Assert.Equal("😀😀😀…", PlainText.Of(string.Concat(Enumerable.Repeat("😀", 50)), 7));
        Assert.Equal(100, PlainText.Of(string.Concat(Enumerable.Repeat("<", 50_000)) + new string('y', 5000), 100).Length);
    }

    [Fact]
    public async Task No_more_is_given_than_was_asked_for_and_nothing_twice()
    {
        _answer = _ => Brave([.. Enumerable.Range(0, 40).Select(number => (object)new { title = "t", url = $"https://a.test/{number / 2}", description = "d" })]);

        Assert.Equal(5, (await SearchAsync(count: 5)).Count);
        Assert.Equal(20, (await SearchAsync(count: 500)).Count);
        Assert.Contains("count=20", _engine.Requests[^1].Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brave", 422, """{"error":{"code":"SUBSCRIPTION_TOKEN_INVALID","detail":"The provided subscription token is invalid."}}""", SourceFault.Unauthorized)]
    [InlineData("brave", 429, """{"error":{"code":"RATE_LIMITED","meta":{"rate_limit":1}}}""", SourceFault.Throttled)]
    [InlineData("searxng", 403, "<html>", SourceFault.Forbidden)]
    [InlineData("searxng", 429, "", SourceFault.Throttled)]
    [InlineData("searxng", 200, "<html>", SourceFault.UnexpectedReply)]
    public async Task Refusals_are_understood(string engine, int status, string body, SourceFault expected)
    {
        _answer = _ => Results.Text(body, body.StartsWith('{') ? "application/json" : "text/html", statusCode: status);

        var fault = await Assert.ThrowsAsync<SourceException>(() => SearchAsync(source: Source.With(("engine", engine))));

        Assert.Equal(expected, fault.Fault);
        Assert.DoesNotContain("BSAstub", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_asks_one_question()
    {
        _answer = _ => Brave(new { title = "x", url = "https://a.test/", description = "x" });

        var check = await _services.Connector("web-search").CheckAsync(Source, TestContext.Current.CancellationToken);

        Assert.Equal("Connected to Brave Search: a query found 1 page.", check.Summary);
        Assert.Single(_engine.Requests);
    }

    [Fact]
    public async Task Settings_that_make_no_sense_are_named()
    {
        foreach (var source in (SourceConnection[])[Source.With(("engine", "altavista")), Source.With(("engine", "searxng"), ("baseUrl", ""))])
        {
            Assert.Equal(SourceFault.InvalidSettings, (await Assert.ThrowsAsync<SourceException>(() => SearchAsync(source: source))).Fault);
        }

        Assert.Equal(SourceFault.Unauthorized, (await Assert.ThrowsAsync<SourceException>(() => SearchAsync(source: Source with { Credentials = null }))).Fault);
    }

    [Fact]
    public void It_is_asked_and_never_pulled()
    {
        Assert.Empty(_services.Connector("web-search").Descriptor.Streams);
        Assert.NotNull(_services.Connector("web-search").Search);
    }

    private SourceConnection Source => new WebSearchSample().At(_engine.Address);

    private static IResult Brave(params object[] results) => Results.Json(new { type = "search", web = new { results } });

    private Task<IReadOnlyList<SearchResult>> SearchAsync(string query = "q", int count = 10, SourceConnection? source = null) =>
        _services.Connector("web-search").Search!.SearchAsync(source ?? Source, query, count, TestContext.Current.CancellationToken);
}
