using Cto.Web.Components.Format;

namespace Cto.Web.Components.Layout;

/// <summary>What stands around every page: who looks, at which company, how fresh its data is.</summary>
public sealed record ShellView
{
    public required string User { get; init; }
    public required string Tenant { get; init; }

    /// <summary>The path of the page, for the navigation.</summary>
    public required string Path { get; init; }
    public required DisplayContext Display { get; init; }
    public required FreshnessView Freshness { get; init; }

    /// <summary>The person's own dashboards and those shared with them, without the ready-made ones.</summary>
    public IReadOnlyList<BoardLink> Boards { get; init; } = [];

    /// <summary>The period that holds on the pages with figures, as a query string; empty for the default.</summary>
    public string PageQuery { get; init; } = "";
}

/// <summary>A dashboard in the navigation.</summary>
public sealed record BoardLink(string Id, string Name, bool Shared);

/// <summary>All sources in one line.</summary>
/// <param name="AsOf">Up to when all of them are known; <see langword="null"/> when one never succeeded.</param>
public sealed record FreshnessView(int Total, int Failing, int Throttled, int Syncing, DateTimeOffset? AsOf)
{
    public static FreshnessView None { get; } = new(0, 0, 0, 0, null);
}
