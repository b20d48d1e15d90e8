namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>The bill in outline, from two questions: which slices there are and what each day of them costs, so that slices that did not change need not be read.</summary>
internal sealed class ChargeOutline
{
    private readonly SortedDictionary<string, ChargeSlice> _slices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _types = new(StringComparer.Ordinal);

    private ChargeOutline(DateOnly from, DateOnly until) => (From, Until) = (from, until);

    /// <summary>The first day.</summary>
    public DateOnly From { get; }

    /// <summary>The day after the last.</summary>
    public DateOnly Until { get; }

    public IReadOnlyCollection<ChargeSlice> Slices => _slices.Values;

    /// <summary>The record types that occur.</summary>
    public IReadOnlyCollection<string> Types => _types;

    /// <summary>What the bill says and the slices lack, amortised: 0 unless AWS contradicts itself.</summary>
    public decimal Gap { get; private set; }

    /// <summary>The account's name as AWS tells it; <see langword="null"/> when it does not.</summary>
    public string? NameOf(string account) => _names.GetValueOrDefault(account);

    /// <param name="session">The source.</param>
    /// <param name="from">The first day.</param>
    /// <param name="until">The day after the last.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    public static async Task<ChargeOutline> ReadAsync(AwsSession session, DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var outline = new ChargeOutline(from, until);
        var span = DateInterval.Of(from, until);
        var total = 0m;
        var byType = new CostQuestion { TimePeriod = span, GroupBy = [CostGrouping.By("LINKED_ACCOUNT"), CostGrouping.By("RECORD_TYPE")] };
        await foreach (var answer in session.CostsAsync(byType, cancellationToken))
        {
            outline.TakeNames(answer);
            foreach (var row in CostRow.Of(answer))
            {
                total += row.Amount;
                outline._types.Add(row.Second);
                if (!ChargeSlice.IsUsage(row.Second))
                {
                    outline.Add(new(row.First, null), row);
                }
            }
        }

        if (outline._types.Where(ChargeSlice.IsUsage).ToList() is { Count: > 0 } usage)
        {
            var byRegion = new CostQuestion
            {
                TimePeriod = span,
                Filter = CostFilter.Where("RECORD_TYPE", usage),
                GroupBy = [CostGrouping.By("LINKED_ACCOUNT"), CostGrouping.By("REGION")],
            };
            await foreach (var answer in session.CostsAsync(byRegion, cancellationToken))
            {
                foreach (var row in CostRow.Of(answer))
                {
                    outline.Add(new(row.First, row.Second), row);
                }
            }
        }

        outline.Gap = total - outline._slices.Values.Sum(slice => slice.Days.Values.Sum());
        return outline;
    }

    private void Add(ChargeSlice slice, CostRow row)
    {
        if (!_slices.TryGetValue(slice.Name, out var known))
        {
            _slices[slice.Name] = known = slice;
        }

        known.Days[row.Day] = known.Days.GetValueOrDefault(row.Day) + row.Amount;
    }

    private void TakeNames(CostAnswer answer)
    {
        foreach (var attribute in answer.DimensionValueAttributes ?? [])
        {
            if (attribute is { Value: { } account, Attributes: { } told } && told.TryGetValue("description", out var name) && name.Length > 0)
            {
                _names[account] = name;
            }
        }
    }
}
