using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cto.Domain.Sources;
using Polly.CircuitBreaker;

namespace Cto.Connectors.Http;

/// <summary>The one way in which connectors speak HTTP: guarded, bounded, measured, and every failure a <see cref="SourceException"/>.</summary>
internal sealed class SourceHttp(HttpClient client, HttpDialect dialect, SourceResilience resilience, RateLimits limits, SourceHttpOptions options, TimeProvider clock)
{
    private const int MaxRedirects = 3;

    /// <summary>What routes are relative to; ends with a slash.</summary>
    public Uri Address => client.BaseAddress!;

    private string Host => Address.Host;

    /// <summary>The vendor's limit as it last told, or as we count it where it only states one; <see langword="null"/> when there is none.</summary>
    public RateLimit? Limit => limits.Of(dialect);

    /// <summary>Follows one list of this vendor by tokens, or by addresses in its answers.</summary>
    public Paging Pages() => new(Address);

    /// <summary>The vendor's routes as an object: an interface with Refit attributes.</summary>
    /// <param name="json">Knows every type that the routes answer with.</param>
    public TApi For<TApi>(JsonSerializerContext json) => new RefitTransport(this, json).For<TApi>();

    /// <summary>Reads an address that upstream named, of the same origin as the base address (<see cref="Paging"/> sees to that).</summary>
    /// <param name="route">The path with its placeholders.</param>
    public Task<Answer<T>> GetAsync<T>(Uri address, string route, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(new(HttpMethod.Get, route, () => new(HttpMethod.Get, address)), AnswerReaders.Json(type), cancellationToken);

    /// <summary>Makes a call, as often as its dialect and its failures allow, and reads its answer; an answer of 304 or 204 has no content (<see langword="null"/>).</summary>
    /// <exception cref="SourceException">Anything went wrong.</exception>
    public async Task<Answer<T>> SendAsync<T>(SourceCall call, AnswerReader<T> reader, CancellationToken cancellationToken)
    {
        using var measured = ConnectorInstruments.Call(dialect.Kind, call, clock);
        try
        {
            return await resilience.For(Address, call).ExecuteAsync(
                static (its, token) => its.Http.TryAsync(its.Call, its.Reader, its.Measured, token),
                (Http: this, Call: call, Reader: reader, Measured: measured),
                cancellationToken);
        }
        catch (FailedTry e)
        {
            throw measured.Failed(e.Fault);
        }
        catch (BrokenCircuitException e)
        {
            throw measured.Failed(new SourceException(SourceFault.Unavailable, $"{Host} kept failing and is left alone for a moment.", e)
            {
                RetryAt = clock.GetUtcNow() + (e.RetryAfter ?? options.BreakDuration),
            });
        }
        catch (SourceException e)
        {
            measured.Failed(e);
            throw;
        }
    }

    private async ValueTask<Answer<T>> TryAsync<T>(SourceCall call, AnswerReader<T> reader, ConnectorInstruments.VendorCall measured, CancellationToken cancellationToken)
    {
        using var request = call.Request();
        using var lease = await limits.ClaimAsync(dialect, request, cancellationToken);
        SourceUsage.Current?.Call(dialect.Price(request), dialect.IsCharged(request));
        using var deadline = new CancellationTokenSource(options.CallTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await FollowAsync(request, both.Token);
            measured.Answered(response.StatusCode);
            return await ReadAsync(response, reader, lease, both.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && Failure(e, deadline.IsCancellationRequested) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>What went wrong, and whether another try makes sense; <see langword="null"/> when it is no business of ours, or said already.</summary>
    private FailedTry? Failure(Exception exception, bool late) => exception switch
    {
        HttpRequestException { InnerException: SourceException refused } => new(refused, Retry.Never),
        JsonException or InvalidDataException or System.Xml.XmlException =>
            new(new(SourceFault.UnexpectedReply, $"{Host} answered in a shape we do not know, or its answer was cut off.", exception), Retry.Once),
        IOException => new(new(SourceFault.UnexpectedReply, $"The answer of {Host} broke off in the middle.", exception), Retry.Once),
        SourceException { Fault: SourceFault.UnexpectedReply } answer => new(answer, Retry.Once),
        HttpRequestException or OperationCanceledException =>
            new(new(SourceFault.Unavailable, $"{Host} did not answer: {HttpFaults.Reason(exception)}.", exception), late ? Retry.Never : Retry.Often),
        _ => null,
    };

    private async Task<HttpResponseMessage> FollowAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await AskAsync(request, cancellationToken);
        for (var hops = 0; IsRedirect(response.StatusCode) && response.Headers.Location is { } location; hops++)
        {
            var target = new Uri(response.RequestMessage!.RequestUri!, location);
            response.Dispose();
            if (request.Method != HttpMethod.Get || hops == MaxRedirects || !Paging.IsSameOrigin(Address, target))
            {
                var refused = new SourceException(SourceFault.UnexpectedReply, $"{Host} redirects to {target.Host}, which is not followed.")
                {
                    Remedy = "Check that the address is the vendor's API: a redirect to another host is usually a login page or a moved server.",
                };
                throw new FailedTry(refused, Retry.Never);
            }

            // A renamed repository: same host, other path. The request stays alive as long as its answer is read.
            var next = new HttpRequestMessage(HttpMethod.Get, target);
            response = await AskAsync(next, cancellationToken);
        }

        return response;
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await dialect.PrepareAsync(request, cancellationToken);
        using var patience = new CancellationTokenSource(options.TryTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
    }

    private async Task<Answer<T>> ReadAsync<T>(HttpResponseMessage response, AnswerReader<T> reader, LimitLease lease, CancellationToken cancellationToken)
    {
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
            return new(default!, response);
        }

        await using var body = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), options.MaxBodyBytes, Host);
        if (!response.IsSuccessStatusCode)
        {
            var fault = await HttpFaults.OfAsync(response, body, dialect, clock.GetUtcNow(), cancellationToken);
            var saysWhen = told is not null || response.Headers.RetryAfter is not null;
            throw new FailedTry(await lease.RefusedAsync(fault, dialect.Vendor, saysWhen), IsPassing(fault, response.StatusCode, saysWhen) ? Retry.Often : Retry.Never);
        }

        var content = await reader(response, body, cancellationToken) ??
            throw new SourceException(SourceFault.UnexpectedReply, $"{Host} answered with nothing.");
        lease.Accepted();
        return new(content, response);
    }

    // 501 will not change, and who does not say how long a limit holds may mean something else by it.
    private bool IsPassing(SourceException fault, HttpStatusCode status, bool saysWhen) =>
        ((fault.Fault is SourceFault.Unavailable && status is not HttpStatusCode.NotImplemented) || (fault.Fault is SourceFault.Throttled && saysWhen)) &&
        (fault.RetryAt is not { } until || until <= clock.GetUtcNow() + options.LongestWait);

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
