using System.Collections.Concurrent;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Http;

/// <summary>One budget a credential, shared by everything that uses it; never more than nine tenths of a limit, the rest is left to others.</summary>
/// <remarks>What a vendor only states, and its wishes to wait, all nodes keep together; what it tells in headers each node hears by itself.</remarks>
internal sealed partial class RateLimits(ISharedBudgets shared, TimeProvider clock, IOptions<SourceHttpOptions> options)
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
        while (await EnterAsync(budget, bucket) is { } closed)
        {
            await WaitAsync(dialect, closed, patience, cancellationToken);
        }

        var lease = new LimitLease(budget, bucket, shared, clock);
        try
        {
            if (await ReserveAsync(budget, bucket, patience) is { } closed)
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

    private async ValueTask<LimitBarrier?> EnterAsync(RateBudget budget, string bucket)
    {
        if (await shared.ClosedForAsync(budget.Credential, bucket) is { } wait)
        {
            budget.Close(bucket, clock.GetUtcNow() + wait);
        }

        return budget.Enter(bucket, clock.GetUtcNow());
    }

    private async ValueTask<LimitBarrier?> ReserveAsync(RateBudget budget, string bucket, DateTimeOffset patience)
    {
        // Who has waited until its patience ended may still go now.
        var left = patience - clock.GetUtcNow();
        var place = budget.Limits(bucket) is { Count: > 0 } limits
            ? await shared.TakeAsync(budget.Credential, limits, left > TimeSpan.Zero ? left : TimeSpan.Zero)
            : null;
        var now = clock.GetUtcNow();
        return budget.Reserve(bucket, now, patience > now ? patience : now, place);
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

        return _budgets.GetOrAdd(dialect.LimitKey, static (key, dialect) => new RateBudget(key, dialect.Stated), dialect);
    }
}

/// <summary>Why no call may be made before an instant.</summary>
/// <param name="Why">A sentence without its subject, the vendor.</param>
internal sealed record LimitBarrier(DateTimeOffset Until, string Why);

/// <summary>A request that the budget knows of, until its answer is read.</summary>
internal sealed class LimitLease(RateBudget budget, string bucket, ISharedBudgets shared, TimeProvider clock) : IDisposable
{
    private int _closed;

    /// <summary>What the answer tells of the limit.</summary>
    public void Observe(RateLimit limit) => budget.Observe(bucket, limit);

    /// <summary>The vendor took the call: it knows who we are.</summary>
    public void Accepted() => budget.Refusals.Accepted();

    /// <summary>What a refusal is in truth, and that others with the same credentials need not run into it.</summary>
    public async ValueTask<SourceException> RefusedAsync(SourceException fault, string vendor, bool saysWhen)
    {
        var now = clock.GetUtcNow();
        var judged = budget.Refusals.Judge(fault, vendor, saysWhen, now);
        if (judged is { Fault: SourceFault.Throttled, RetryAt: { } until })
        {
            budget.Close(bucket, until);
            await shared.CloseAsync(budget.Credential, bucket, until - now);
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
