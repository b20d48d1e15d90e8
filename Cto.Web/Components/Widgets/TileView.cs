using Cto.Grains.Dashboards;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Web.Components.Boards;
using Cto.Web.Components.Format;

namespace Cto.Web.Components.Widgets;

/// <summary>One tile as it is drawn: what stands where, and what it shows at this moment.</summary>
public sealed record TileView
{
    public required PlacedWidget Placed { get; init; }
    public required WidgetKind Kind { get; init; }
    public required WidgetSnapshot Snapshot { get; init; }
    public required DisplayContext Display { get; init; }

    /// <summary>The checked parameters of its insight as a query string; empty when all are defaults.</summary>
    public required string Query { get; init; }

    /// <summary>The dashboard it stands on; <see langword="null"/> for a preview.</summary>
    public string? Board { get; init; }

    /// <summary>Whether who looks may move, change and remove it.</summary>
    public bool Editable { get; init; }

    /// <summary>The period and filters of the page, as a query string.</summary>
    public string PageQuery { get; init; } = "";

    /// <summary>The tile drawn already; <see langword="null"/> = to be drawn from the rest.</summary>
    public string? Markup { get; init; }

    public string Title => Placed.Title ?? Kind.Title;

    public InsightReply? Reply => Snapshot.Reply;

    /// <summary>Where the proof under its numbers is.</summary>
    public string EvidenceUrl => Query.Length == 0 ? $"/evidence/{Kind.Insight}" : $"/evidence/{Kind.Insight}?{Query}";

    /// <summary>The same as a fragment for the page's dialog.</summary>
    public string EvidenceFragment => "/fragments" + EvidenceUrl;

    /// <summary>What its figures are compared with: <c>vs the 30 days before</c>; empty when with nothing.</summary>
    public string Against => Reply is { } reply && PeriodWords.Before(reply.Query) is { } before ? $"vs {before}" : "";
}
