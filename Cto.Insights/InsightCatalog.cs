using System.Collections.Frozen;

namespace Cto.Insights;

/// <summary>Every insight there is, by name.</summary>
public sealed class InsightCatalog(IEnumerable<IInsight> insights)
{
    private readonly FrozenDictionary<string, IInsight> _byName =
        insights.ToFrozenDictionary(insight => insight.Descriptor.Name, IInsight (insight) => new MeasuredInsight(insight));

    /// <summary>Every insight, in order of name.</summary>
    public IReadOnlyList<InsightDescriptor> All { get; } =
        [.. insights.Select(insight => insight.Descriptor).OrderBy(descriptor => descriptor.Name, StringComparer.Ordinal)];

    /// <summary>The insight of that name; <see langword="null"/> when there is none.</summary>
    public IInsight? Find(string name) => _byName.GetValueOrDefault(name);
}
