using Cto.Domain;
using Cto.Domain.Spend;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>Turns the answers to one slice's question into facts, and remembers what could have been there before and is not now.</summary>
/// <param name="slice">The slice.</param>
/// <param name="accountName">Its account's name; <see langword="null"/> when unknown.</param>
/// <param name="tag">The tag's key, which stands before each value in answers.</param>
/// <param name="provisionalFrom">The first day that AWS may still change.</param>
/// <param name="groups">The groups that charges were written for before.</param>
internal sealed class ChargeReader(ChargeSlice slice, string? accountName, string tag, DateOnly provisionalFrom, IReadOnlyList<string> groups)
{
    private readonly HashSet<string> _groups = new(groups, StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);

    /// <summary>What the settled days added up to, amortised.</summary>
    public decimal Settled { get; private set; }

    /// <summary>The groups that charges may be stored for: a service with the tag's value or the record type.</summary>
    public IReadOnlyList<string> Groups => [.. _groups];

    /// <summary>The facts of an answer for the days that are wanted.</summary>
    public IEnumerable<Charge> Read(CostAnswer answer, Func<DateOnly, bool> wanted)
    {
        foreach (var row in CostRow.Of(answer))
        {
            if (row.Day < provisionalFrom)
            {
                Settled += row.Amount;
            }

            if (wanted(row.Day) && (row.Amount != 0 || row.Billed is not (null or 0)))
            {
                var group = $"{row.First}/{(slice.Region is null ? row.Second : TagValue(row.Second))}";
                var charge = Fact(row, Key(row.Day, group));
                _groups.Add(group);
                _written.Add(charge.Key);
                yield return charge;
            }
        }
    }

    /// <summary>Facts that an earlier reading of these days may have written and this one did not: a group that moved to another tag, say, or left the bill.</summary>
    public IReadOnlyList<FactKey> Gone(IEnumerable<DateOnly> days) =>
        [.. days.SelectMany(day => _groups.Select(group => Key(day, group))).Where(key => !_written.Contains(key)).Select(key => new FactKey(FactKinds.Charge, key))];

    private Charge Fact(CostRow row, string key) => new()
    {
        Key = key,
        Day = row.Day,
        Provider = "aws",
        Account = slice.Account,
        AccountName = accountName,
        CloudService = row.First,
        Region = slice.Region is null or "NoRegion" or "" ? null : slice.Region,
        Service = slice.Region is null ? null : TagValue(row.Second) is { Length: > 0 } service ? service : null,
        Amount = row.Amount,
        Billed = row.Billed,
        Currency = row.Currency,
        Category = slice.Region is null ? ChargeSlice.Category(row.Second) : ChargeCategory.Usage,
        Provisional = row.Day >= provisionalFrom,
    };

    private string Key(DateOnly day, string group) => $"aws:{slice.Name}/{day:yyyyMMdd}/{group}";

    // "service$checkout"; an untagged group is "service$".
    private string TagValue(string group)
    {
        if (!_tags.TryGetValue(group, out var value))
        {
            value = group.StartsWith(tag, StringComparison.Ordinal) && group.Length > tag.Length && group[tag.Length] == '$' ? group[(tag.Length + 1)..] : group;
            _tags[group] = value;
        }

        return value;
    }
}
