using System.Net;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.ServiceDefaults.Tests.Http;

public sealed class HttpDefaultsTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_that_fails_in_passing_is_asked_again()
    {
        await using var service = await StubHttp.StartAsync(Busy);
        await using var app = await TestApp.StartAsync(Calling(service));

        using var answer = await Client(app).GetAsync(new Uri("http://billing/work"), Now);

        Assert.Equal((HttpStatusCode.OK, 2), (answer.StatusCode, service.Requests.Count));
    }

    [Fact]
    public async Task What_may_have_been_done_is_not_done_twice()
    {
        await using var service = await StubHttp.StartAsync(Busy);
        await using var app = await TestApp.StartAsync(Calling(service));

        using var answer = await Client(app).PostAsync(new Uri("http://billing/work"), null, Now);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (answer.StatusCode, service.Requests.Count));
    }

    /// <summary>The service has a name; where it is stands in the configuration, as the AppHost hands it out.</summary>
    private static Dictionary<string, string?> Calling(StubHttp service) => new() { ["services:billing:http:0"] = service.Address.GetLeftPart(UriPartial.Authority) };

    private static HttpClient Client(TestApp app) => app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

    /// <summary>Answers from the second request on.</summary>
    private static void Busy(WebApplication app)
    {
        var asked = 0;
        app.Map("/work", (HttpContext context) =>
        {
            context.Response.Headers.RetryAfter = "0";
            context.Response.StatusCode = Interlocked.Increment(ref asked) == 1 ? 503 : 200;
        });
    }
}
