using System.Net;
using AngleSharp.Html.Parser;
using Cto.Web.Components.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cto.Web.Tests.Pages;

public sealed class ErrorPageTests
{
    [Fact]
    public async Task An_address_where_nothing_is_gets_a_page_for_people_and_a_problem_for_programs()
    {
        var web = await SharedWeb.GetAsync();
        using var browser = await web.OwnerAsync();
        using var program = web.Web.Client();

        using var page = await browser.GetAsync("/no/such/page");
        using var problem = await program.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        var html = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Nothing is here", html.QuerySelector("h1")?.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, problem.StatusCode);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("text/html", null, "/delivery", true)]
    [InlineData("application/json", null, "/delivery", false)]
    [InlineData("text/html", "true", "/boards/x/widgets/y", false)]
    [InlineData("text/html", null, "/api/v1/me", false)]
    public async Task A_failure_becomes_a_page_only_where_a_person_waits_for_one(string accept, string? htmx, string path, bool handled)
    {
        var web = await SharedWeb.GetAsync();
        await using var scope = web.Web.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Response = { Body = new MemoryStream() } };
        http.Request.Scheme = "http";
        http.Request.Host = new("localhost");
        http.Request.Method = "GET";
        http.Request.Path = path;
        http.Request.Headers.Accept = accept;
        if (htmx is not null)
        {
            http.Request.Headers["HX-Request"] = htmx;
        }

        var was = await new PageErrors(NullLogger<PageErrors>.Instance).TryHandleAsync(http, new InvalidOperationException("secret inside"), TestContext.Current.CancellationToken);

        Assert.Equal(handled, was);
        if (handled)
        {
            http.Response.Body.Position = 0;
            var html = await new StreamReader(http.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Equal(500, http.Response.StatusCode);
            Assert.Contains("Something went wrong", html, StringComparison.Ordinal);
            Assert.DoesNotContain("secret inside", html, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", html, StringComparison.Ordinal);
        }
    }
}
