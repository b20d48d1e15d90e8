using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Cto.Connectors.Http;

/// <summary>How often, how long and whether at all a host is tried: one pair of pipelines a host, for as long as the process lives.</summary>
internal sealed class SourceResilience(IOptions<SourceHttpOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Pipelines> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The pipeline of a request: only reads are repeated, because nothing else is known to be harmless twice.</summary>
    public ResiliencePipeline<HttpResponseMessage> For(HttpRequestMessage request)
    {
        var host = _hosts.GetOrAdd(request.RequestUri!.Authority, Build);
        return request.Method == HttpMethod.Get || (request.Options.TryGetValue(SourceHttp.Repeatable, out var repeatable) && repeatable) ? host.Reads : host.Others;
    }

    private Pipelines Build(string host)
    {
        var others = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = static attempt => ValueTask.FromResult(IsPassing(attempt.Outcome)),
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.Value.BreakDuration,
            })
            .AddTimeout(options.Value.TryTimeout)
            .Build();
        var reads = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = static attempt => ValueTask.FromResult(IsPassing(attempt.Outcome)),
                MaxRetryAttempts = options.Value.Retries,
                Delay = options.Value.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = static _ =>
                {
                    ConnectorInstruments.Retried();
                    return ValueTask.CompletedTask;
                },
            })
            .AddPipeline(others)
            .Build();
        return new(reads, others);
    }

    // A refused address (SourceException inside) and an open circuit are final; 501 will not change; 429 is the rate limit's business.
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException { InnerException: not Domain.Sources.SourceException } or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout } => true,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented } => true,
        _ => false,
    };

    private sealed record Pipelines(ResiliencePipeline<HttpResponseMessage> Reads, ResiliencePipeline<HttpResponseMessage> Others);
}

/// <summary>Sends requests through the pipeline of their host.</summary>
internal sealed class ResilienceHandler(SourceResilience resilience) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        resilience.For(request).ExecuteAsync(
            static async (call, token) => await call.Handler.SendOnceAsync(call.Request, token),
            (Handler: this, Request: request),
            cancellationToken).AsTask();

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(SourceHttp.Lease, out var lease))
        {
            lease.Tried();
        }

        return base.SendAsync(request, cancellationToken);
    }
}
