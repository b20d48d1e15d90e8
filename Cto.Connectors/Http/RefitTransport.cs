using System.Text.Json.Serialization;
using Refit;

namespace Cto.Connectors.Http;

/// <summary>Stands where Refit expects the network: <see cref="SourceHttp"/> sends what Refit built and reads what comes back, and Refit only hands it on.</summary>
internal sealed class RefitTransport(SourceHttp http, JsonSerializerContext json) : HttpMessageHandler
{
    /// <summary>The routes of an interface with Refit attributes as an object.</summary>
    public TApi For<TApi>()
    {
        // What limits time is SourceHttp, which knows of tries and bodies.
        var client = new HttpClient(this) { BaseAddress = http.Address, Timeout = Timeout.InfiniteTimeSpan };
        return RestService.ForGenerated<TApi>(client, new RefitSettings(new RefitContent(json), new RefitValues())
        {
            UrlResolution = UrlResolutionMode.Rfc3986,
            Buffered = true,
            // SourceHttp has thrown what was wrong, in our words.
            ExceptionFactory = static _ => ValueTask.FromResult<Exception?>(null),
            TransportExceptionFactory = static (_, exception, _) => exception,
        });
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var route = RefitRoute.Of(request);
        var call = new SourceCall(request.Method, route.Template, await RequestCopies.OfAsync(request, cancellationToken)) { IsRead = route.IsRead };
        return new() { RequestMessage = request, Content = new ReadContent(await route.AskAsync(http, call, json, cancellationToken)) };
    }
}
