using System.Collections.Concurrent;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Cto.Connectors.Http;

/// <summary>How often and whether at all a host is tried: one pair of pipelines a host, for as long as the process lives.</summary>
internal sealed class SourceResilience(IOptions<SourceHttpOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Pipelines> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The pipeline of a call: only reads are repeated, because nothing else is known to be harmless twice.</summary>
    public ResiliencePipeline For(Uri address, SourceCall call)
    {
        var host = _hosts.GetOrAdd(address.Authority, Build);
        return call.IsRead ? host.Reads : host.Others;
    }

    private Pipelines Build(string host)
    {
        var others = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Exception is FailedTry { Fault.Fault: SourceFault.Unavailable, Retry: not Retry.Never }),
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.Value.BreakDuration,
            })
            .Build();
        var reads = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Exception is FailedTry failed && IsWorthwhile(failed.Retry, attempt.AttemptNumber)),
                MaxRetryAttempts = options.Value.Retries,
                Delay = options.Value.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = attempt => ValueTask.FromResult(Asked(attempt.Outcome.Exception)),
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

    private static bool IsWorthwhile(Retry retry, int retries) => retry is Retry.Often || (retry is Retry.Once && retries == 0);

    /// <summary>How long the vendor asked us to wait; <see langword="null"/> when it did not. Limits are waited for by all who share them (<see cref="RateLimits"/>).</summary>
    private TimeSpan? Asked(Exception? exception) => exception switch
    {
        FailedTry { Fault.Fault: SourceFault.Throttled } => TimeSpan.Zero,
        FailedTry { Fault.RetryAt: { } until } when until - clock.GetUtcNow() is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private sealed record Pipelines(ResiliencePipeline Reads, ResiliencePipeline Others);
}
