using System.Collections.Concurrent;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Http;

/// <summary>One budget a credential, shared by everything that uses it; never more than nine tenths of a limit, the rest is left to others.</summary>
/// <remarks>It is kept a process: what another process uses is seen in the headers of the vendors that send them.</remarks>
internal sealed partial class RateLimits(TimeProvider clock, IOptions<SourceHttpOptions> options)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, RateBudget> _budgets = new(StringComparer.Ordinal);
    private DateTimeOffset _sweepAt;

    /// <summary>The limit that is used most, told or stated; <see langword="null"/> when there is none.</summary>
    public RateLimit? Of(HttpDialect dialect) => Budget(dialect).Tightest(clock.GetUtcNow());

    /// <summary>Takes a request out of the budget, after a short wait where that suffices. Dispose the lease when the answer is read.</summary>
    /// <exception cref="SourceException">The wait is long; <see cref="SourceException.RetryAt"/> says until when.</exception>
    public async Task<LimitLease> ClaimAsync(HttpDialect dialect, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (budget, bucket) = (Budget(dialect), dialect.Bucket(request));
        var patience = clock.GetUtcNow() + options.Value.LongestWait;
        while (budget.Enter(bucket, clock.GetUtcNow()) is { } closed)
        {
            await WaitAsync(dialect, closed, patience, cancellationToken);
        }

        var lease = new LimitLease(budget, bucket, clock);
        try
        {
            if (budget.Reserve(bucket, clock.GetUtcNow(), patience) is { } closed)
            {
                await WaitAsync(dialect, closed, patience, cancellationToken);
            }

            return lease;
        }
        catch (Exception)
        {
            lease.Dispose();
            throw;
        }
    }

    private async Task WaitAsync(HttpDialect dialect, LimitBarrier closed, DateTimeOffset patience, CancellationToken cancellationToken)
    {
        if (closed.Until > patience)
        {
            throw new SourceException(SourceFault.Throttled, $"{dialect.Vendor}: {closed.Why}") { RetryAt = closed.Until };
        }

        var wait = closed.Until - clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            ConnectorInstruments.Waited(dialect.Kind, wait);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private RateBudget Budget(HttpDialect dialect)
    {
        var now = clock.GetUtcNow();
        if (now >= _sweepAt)
        {
            // Credentials change (an hourly token is another one each hour): a budget that holds nothing back is not missed.
            _sweepAt = now + SweepEvery;
            foreach (var (key, budget) in _budgets)
            {
                if (budget.IsIdle(now))
                {
                    _budgets.TryRemove(key, out _);
                }
            }
        }

        return _budgets.GetOrAdd(dialect.LimitKey, static (_, dialect) => new RateBudget(dialect.Stated), dialect);
    }
}

/// <summary>Why no call may be made before an instant.</summary>
/// <param name="Why">A sentence without its subject, the vendor.</param>
internal sealed record LimitBarrier(DateTimeOffset Until, string Why);

/// <summary>A request that the budget knows of, until its answer is read.</summary>
internal sealed class LimitLease(RateBudget budget, string bucket, TimeProvider clock) : IDisposable
{
    private int _closed;

    /// <summary>What the answer tells of the limit.</summary>
    public void Observe(RateLimit limit) => budget.Observe(bucket, limit);

    /// <summary>The vendor took the call: it knows who we are.</summary>
    public void Accepted() => budget.Refusals.Accepted();

    /// <summary>What a refusal is in truth, and that others with the same credentials need not run into it.</summary>
    public SourceException Refused(SourceException fault, string vendor, bool saysWhen)
    {
        var now = clock.GetUtcNow();
        var judged = budget.Refusals.Judge(fault, vendor, saysWhen, now);
        if (judged is { Fault: SourceFault.Throttled, RetryAt: { } until })
        {
            budget.Close(bucket, until);
        }

        return judged;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            budget.Leave(bucket);
        }
    }
}
