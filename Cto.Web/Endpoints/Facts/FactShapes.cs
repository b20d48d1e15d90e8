using System.Collections.Frozen;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Planning;
using Cto.Domain.Security;
using Cto.Domain.Spend;
using Cto.Web.Endpoints.Facts.Lines;

namespace Cto.Web.Endpoints.Facts;

/// <summary>The kinds of fact lines there are: one for every kind of fact, and what a few of them allow besides.</summary>
internal static class FactShapes
{
    public static IReadOnlyList<FactShape> All { get; } = [.. FactKinds.Records.Select(Shape).OrderBy(shape => shape.Kind, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, FactShape> ByKind = All.ToFrozenDictionary(shape => shape.Kind, StringComparer.Ordinal);

    /// <summary>The shape of a kind; <see langword="null"/> when there is none.</summary>
    public static FactShape? Find(string kind) => ByKind.GetValueOrDefault(kind);

    private static FactShape Shape(Type record)
    {
        var shape = FactShape.Of(record);
        return record == typeof(PullRequest) ? PullRequestLine.Of(shape)
            : record == typeof(WorkItem) ? WorkItemLine.Of(shape)
            : record == typeof(Vulnerability) ? VulnerabilityLine.Of(shape)
            : record == typeof(Charge) ? ChargeLine.Of(shape)
            : shape;
    }
}
