using System.Collections.Concurrent;
using Cto.Domain.Sources;
using Polly;
using Polly.CircuitBreaker;

namespace Cto.Grains.Sources;

/// <summary>One circuit breaker an upstream: when it stops answering, the sources on it stop asking, and one asks first when the break is over.</summary>
internal sealed class UpstreamBreakers(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ResiliencePipeline> _breakers = new(StringComparer.Ordinal);

    /// <summary>Runs a call to an upstream.</summary>
    /// <exception cref="SourceException">The call failed so, or the break lasts.</exception>
    public async Task<T> RunAsync<T>(ConnectorDescriptor connector, SourceConnection source, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _breakers.GetOrAdd(Upstream(connector, source), _ => Create())
                .ExecuteAsync(static async (call, token) => await call(token), call, cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            throw new SourceException(SourceFault.Unavailable, $"{connector.Title} failed to answer several times in a row, so it is left alone for a while.", e)
            {
                RetryAt = clock.GetUtcNow() + (e.RetryAfter ?? TimeSpan.Zero),
            };
        }
    }

    /// <summary>Sources share an upstream when their addresses are the same; without an address a source stands alone, unless the vendor has only one.</summary>
    private static string Upstream(ConnectorDescriptor connector, SourceConnection source)
    {
        var addresses = connector.Settings.Where(setting => setting.Type == SettingType.Url).Select(setting => source.Settings.Text(setting.Name) ?? setting.Default ?? "").ToList();
        return addresses.Count > 0 ? $"{connector.Kind} {string.Join(' ', addresses)}" : $"{connector.Kind} {source.SourceId}";
    }

    private ResiliencePipeline Create() => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddCircuitBreaker(new()
        {
            FailureRatio = 0.5,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromMinutes(15),
            BreakDuration = TimeSpan.FromMinutes(5),
            ShouldHandle = new PredicateBuilder().Handle<SourceException>(exception => exception.Fault == SourceFault.Unavailable),
        })
        .Build();
}
