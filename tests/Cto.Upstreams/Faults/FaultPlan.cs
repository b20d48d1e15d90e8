using System.Collections.Concurrent;
using System.Globalization;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Faults;

/// <summary>Which requests go wrong: decided by the seed, the address and how often it was asked for, so that it is the same in every run however requests interleave.</summary>
internal sealed class FaultPlan(int seed)
{
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<FaultRule> _rules = [];
    private int _struck;

    public IReadOnlyList<FaultRule> Rules => _rules;

    /// <summary>How many requests went wrong since all was well.</summary>
    public int Struck => Volatile.Read(ref _struck);

    /// <summary>Adds a rule; the first that hits a request counts.</summary>
    public void Add(FaultRule rule)
    {
        lock (_asked)
        {
            _rules = [.. _rules, rule];
        }
    }

    /// <summary>Everything works again.</summary>
    public void Clear()
    {
        lock (_asked)
        {
            _rules = [];
            _asked.Clear();
            _struck = 0;
        }
    }

    /// <param name="prefix">The vendor.</param>
    /// <param name="path">Below the prefix.</param>
    /// <param name="query">With its question mark.</param>
    /// <param name="method">In capitals.</param>
    /// <returns><see langword="null"/> when the request goes well.</returns>
    public Fault? Draw(string prefix, string path, string query, string method)
    {
        var rules = _rules;
        for (var number = 0; number < rules.Count; number++)
        {
            var rule = rules[number];
            if (!rule.Covers(prefix, path, method))
            {
                continue;
            }

            var address = $"{number} {method} {prefix}{path}{query}";
            var asked = _asked.AddOrUpdate(address, 0, static (_, before) => before + 1);
            var dice = Dice.For(seed, "fault", address, asked.ToString(CultureInfo.InvariantCulture));
            if (dice.Chance(rule.Rate) && !(rule.Once && asked > 0))
            {
                Interlocked.Increment(ref _struck);
                return new(dice.Pick(rule.Kinds ?? FaultRule.Passing), rule);
            }
        }

        return null;
    }
}
