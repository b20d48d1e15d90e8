using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cto.Domain.Sources;
using Polly.CircuitBreaker;
using Polly.Timeout;
using RestEase;

namespace Cto.Connectors.Http;

/// <summary>The one way in which connectors speak HTTP: guarded, bounded, measured, and every failure a <see cref="SourceException"/>.</summary>
internal sealed class SourceHttp(HttpClient client, HttpDialect dialect, RateLimits limits, SourceHttpOptions options, TimeProvider clock)
{
    /// <summary>The path with its placeholders, which names the call in traces.</summary>
    public static readonly HttpRequestOptionsKey<string> Route = new("cto.route");

    /// <summary>Set on a request that reads although its method is not GET: it may be repeated.</summary>
    public static readonly HttpRequestOptionsKey<bool> Repeatable = new("cto.repeatable");

    /// <summary>The call's place in the budget: each try is counted.</summary>
    public static readonly HttpRequestOptionsKey<LimitLease> Lease = new("cto.lease");

    private const int MaxRedirects = 3;

    private string Host => client.BaseAddress!.Host;

    /// <summary>The vendor's limit as it last told, or as we count it where it only states one; <see langword="null"/> when there is none.</summary>
    public RateLimit? Limit => limits.Of(dialect);

    /// <summary>Follows one list of this vendor by tokens, or by addresses in its answers.</summary>
    public Paging Pages() => new(client.BaseAddress!);

    /// <summary>The vendor's routes as an object: an interface with RestEase attributes.</summary>
    /// <param name="json">Knows every type that the routes answer with.</param>
    public TApi For<TApi>(JsonSerializerContext json) => RestClient.For<TApi>(new SourceRequester(client, this, json));

    /// <summary>Reads an address that upstream named, of the same origin as the base address (<see cref="Paging"/> sees to that).</summary>
    public async Task<Response<T>> GetAsync<T>(Uri address, string route, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(Route, route);
        return await SendAsync(request, type, cancellationToken);
    }

    /// <summary>Sends a request and reads its JSON; an answer of 304 or 204 has no content (<see langword="null"/>).</summary>
    /// <exception cref="SourceException">Anything went wrong.</exception>
    public Task<Response<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(request, AnswerReaders.Json(type), cancellationToken);

    /// <summary>Sends a request and reads its answer; an answer of 304 or 204 has no content (<see langword="null"/>).</summary>
    /// <exception cref="SourceException">Anything went wrong.</exception>
    public async Task<Response<T>> SendAsync<T>(HttpRequestMessage request, AnswerReader<T> reader, CancellationToken cancellationToken)
    {
        using var lease = await limits.ClaimAsync(dialect, request, cancellationToken);
        SourceUsage.Current?.Call(dialect.Price(request), dialect.IsCharged(request));
        using var call = ConnectorInstruments.Call(dialect.Kind, request, clock);
        using var deadline = new CancellationTokenSource(options.CallTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var response = await FollowAsync(request, lease, both.Token);
            call.Answered(response.StatusCode);
            return await ReadAsync(response, reader, lease, both.Token);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or System.Xml.XmlException)
        {
            throw call.Failed(new SourceException(SourceFault.UnexpectedReply, $"{Host} answered in a shape we do not know, or its answer was cut off.", e));
        }
        catch (SourceException e)
        {
            call.Failed(e);
            throw;
        }
        catch (HttpRequestException e) when (e.InnerException is SourceException refused)
        {
            ExceptionDispatchInfo.Throw(call.Failed(refused));
            throw;
        }
        catch (BrokenCircuitException e)
        {
            throw call.Failed(new SourceException(SourceFault.Unavailable, $"{Host} kept failing and is left alone for a moment.", e)
            {
                RetryAt = clock.GetUtcNow() + (e.RetryAfter ?? options.BreakDuration),
            });
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw call.Failed(new SourceException(SourceFault.Unavailable, $"{Host} did not answer: {HttpFaults.Reason(e)}.", e));
        }
        catch (IOException e)
        {
            throw call.Failed(new SourceException(SourceFault.UnexpectedReply, $"The answer of {Host} broke off in the middle.", e));
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(HttpRequestMessage request, LimitLease lease, CancellationToken cancellationToken)
    {
        request.Options.Set(Lease, lease);
        await dialect.PrepareAsync(request, cancellationToken);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        for (var hops = 0; IsRedirect(response.StatusCode) && response.Headers.Location is { } location; hops++)
        {
            var target = new Uri(response.RequestMessage!.RequestUri!, location);
            response.Dispose();
            if (request.Method != HttpMethod.Get || hops == MaxRedirects || !Paging.IsSameOrigin(client.BaseAddress!, target))
            {
                throw new SourceException(SourceFault.UnexpectedReply, $"{Host} redirects to {target.Host}, which is not followed.")
                {
                    Remedy = "Check that the address is the vendor's API: a redirect to another host is usually a login page or a moved server.",
                };
            }

            // A renamed repository: same host, other path. The request stays alive as long as its answer is read.
            var next = new HttpRequestMessage(HttpMethod.Get, target);
            next.Options.Set(Lease, lease);
            await dialect.PrepareAsync(next, cancellationToken);
            response = await client.SendAsync(next, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }

        return response;
    }

    private async Task<Response<T>> ReadAsync<T>(HttpResponseMessage response, AnswerReader<T> reader, LimitLease lease, CancellationToken cancellationToken)
    {
        using var closed = response;
        var told = dialect.Limit(response.Headers, clock.GetUtcNow());
        if (told is not null)
        {
            lease.Observe(told);
        }

        if (Limit is { } limit)
        {
            ConnectorInstruments.Limit(dialect.Kind, limit);
        }

        if (response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.NoContent)
        {
            return new(null, response, static () => default!);
        }

        await using var body = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), options.MaxBodyBytes, Host);
        if (!response.IsSuccessStatusCode)
        {
            var fault = await HttpFaults.OfAsync(response, body, dialect, clock.GetUtcNow(), cancellationToken);
            throw lease.Refused(fault, dialect.Vendor, saysWhen: told is not null || response.Headers.RetryAfter is not null);
        }

        var content = await reader(response, body, cancellationToken) ??
            throw new SourceException(SourceFault.UnexpectedReply, $"{Host} answered with nothing.");
        lease.Accepted();
        return new(null, response, () => content);
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
