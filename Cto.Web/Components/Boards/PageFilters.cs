using System.Collections.Immutable;
using Cto.Insights;

namespace Cto.Web.Components.Boards;

/// <summary>What a page's address says about period and scope; it holds for all tiles that do not say otherwise themselves.</summary>
public sealed record PageFilters(ImmutableSortedDictionary<string, string> Values)
{
    private const int LongestValue = 500;

    private static readonly ImmutableHashSet<string> Names =
    [
        ParameterDescriptor.Period.Name, ParameterDescriptor.From.Name, ParameterDescriptor.To.Name, ParameterDescriptor.Service.Name, ParameterDescriptor.Team.Name,
        ParameterDescriptor.Repository.Name,
    ];

    public static PageFilters None { get; } = new(ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>The period's phrase, for example <c>last-30-days</c>.</summary>
    public string Period => Values.GetValueOrDefault(ParameterDescriptor.Period.Name) ?? ParameterDescriptor.Period.Default!;

    /// <summary>As a query string without the question mark; empty when nothing was said.</summary>
    public string Query => string.Join('&', Values.Select(value => $"{value.Key}={Uri.EscapeDataString(value.Value)}"));

    /// <summary>Reads an address; what it does not know, it leaves to others.</summary>
    public static PageFilters Of(IQueryCollection query)
    {
        if (query.Count == 0)
        {
            return None;
        }

        var values = query
            .Where(pair => Names.Contains(pair.Key) && pair.Value is [{ Length: > 0 and <= LongestValue }])
            .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value[0]!.Trim(), StringComparer.Ordinal);
        return new(values.GetValueOrDefault(ParameterDescriptor.Period.Name) == ParameterDescriptor.Period.Default ? values.Remove(ParameterDescriptor.Period.Name) : values);
    }

    /// <summary>The same with another period.</summary>
    public PageFilters In(string period) => new(Values.SetItem(ParameterDescriptor.Period.Name, period).Remove(ParameterDescriptor.From.Name).Remove(ParameterDescriptor.To.Name));

    /// <summary>The checked parameters of one question: the tile's own before the page's, the page's only where the insight takes them.</summary>
    /// <exception cref="InsightParameterException">The tile or the page asks for something that is not allowed.</exception>
    public InsightParameters For(InsightDescriptor insight, ImmutableSortedDictionary<string, string> own)
    {
        var given = own;
        var hasOwnPeriod = own.ContainsKey(ParameterDescriptor.Period.Name) || own.ContainsKey(ParameterDescriptor.From.Name);
        foreach (var (name, value) in Values)
        {
            var isPeriod = name is "period" or "from" or "to";
            if (!given.ContainsKey(name) && !(isPeriod && hasOwnPeriod) && insight.Parameters.Any(parameter => parameter.Name == name))
            {
                given = given.SetItem(name, value);
            }
        }

        return InsightParameters.Parse(insight, given);
    }
}
