using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests;

public sealed class VendorHttpTests
{
    [Fact]
    public async Task Nothing_but_the_guarded_connection_stands_behind_a_call_of_a_vendor()
    {
        var web = await SharedWeb.GetAsync();

        var handlers = Handlers(web.Web.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(VendorHttp.Client)).ToList();

        Assert.NotNull(Assert.IsType<SocketsHttpHandler>(handlers[^1]).ConnectCallback);
        Assert.DoesNotContain(handlers, handler => handler.GetType().FullName!.Contains("Resilience", StringComparison.Ordinal));
        Assert.DoesNotContain(handlers, handler => handler.GetType().FullName!.Contains("ServiceDiscovery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Any_other_call_goes_through_the_defaults()
    {
        var web = await SharedWeb.GetAsync();

        var handlers = Handlers(web.Web.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("other")).ToList();

        Assert.Contains(handlers, handler => handler.GetType().FullName!.Contains("Resilience", StringComparison.Ordinal));
        Assert.Contains(handlers, handler => handler.GetType().FullName!.Contains("ServiceDiscovery", StringComparison.Ordinal));
    }

    private static IEnumerable<HttpMessageHandler> Handlers(HttpMessageHandler? handler)
    {
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            yield return handler;
        }
    }
}
