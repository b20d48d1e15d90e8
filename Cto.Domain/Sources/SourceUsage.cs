namespace Cto.Domain.Sources;

/// <summary>Counts the calls that are made for one source and what they cost; it flows with the sync, the check or the action that makes them.</summary>
/// <param name="left">What may still be spent, in US dollars; <see langword="null"/> = there is no cap.</param>
public sealed class SourceUsage(decimal? left = null)
{
    private static readonly AsyncLocal<SourceUsage?> Flowing = new();

    private readonly Lock _gate = new();
    private decimal _spent;
    private UsageCount _count = new(0, 0);

    /// <summary>Who counts here; <see langword="null"/> where nobody does.</summary>
    public static SourceUsage? Current => Flowing.Value;

    /// <summary>Counts from here on what the caller's method does and starts.</summary>
    public void Flow() => Flowing.Value = this;

    /// <summary>Counts a call that is about to be made.</summary>
    /// <param name="price">What it will cost, in US dollars; 0 for one that is free, and where that shows only afterwards.</param>
    /// <param name="isCharged">Whether it costs anything.</param>
    /// <exception cref="SourceException">It would cost more than may still be spent.</exception>
    public void Call(decimal price, bool isCharged)
    {
        lock (_gate)
        {
            if (isCharged && (_spent + price > left || _spent >= left))
            {
                throw MonthlyBudget.UsedUp();
            }

            Add(1, price);
        }
    }

    /// <summary>Counts a cost that showed only afterwards.</summary>
    public void Pay(decimal cost)
    {
        lock (_gate)
        {
            Add(0, cost);
        }
    }

    /// <summary>What came together since it was taken last.</summary>
    public UsageCount Take()
    {
        lock (_gate)
        {
            (var count, _count) = (_count, new(0, 0));
            return count;
        }
    }

    private void Add(long calls, decimal cost)
    {
        _spent += cost;
        _count = new(_count.Calls + calls, _count.Cost + cost);
    }
}

/// <summary>Calls and what they cost, in US dollars.</summary>
public sealed record UsageCount(long Calls, decimal Cost);
