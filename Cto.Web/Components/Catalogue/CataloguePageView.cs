using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;
using Cto.Insights.Catalogue;

namespace Cto.Web.Components.Catalogue;

/// <summary>The catalogue with the tab that is open.</summary>
public sealed record CataloguePageView
{
    public required CatalogueTab Tab { get; init; }
    public required CatalogueView Catalogue { get; init; }
    public required IReadOnlyList<DeployedEnvironment> Environments { get; init; }
    public required DeliveryRules Rules { get; init; }
    public required bool Editable { get; init; }

    /// <summary>What went wrong or was done just now; <see langword="null"/> when nothing was.</summary>
    public CatalogueMessage? Message { get; init; }

    public IReadOnlyList<CatalogueItem> Entries => [.. Catalogue.Entries.Where(entry => entry.Kind == Tab.Kind)];

    public IReadOnlyList<CatalogueName> Proposals => [.. Catalogue.Proposals.Where(name => name.Kind == Tab.Kind)];

    public IReadOnlyList<UnmatchedName> Unmatched => [.. Catalogue.Unmatched.Where(name => name.Kind == Tab.Kind)];

    /// <summary>What tells an entry from others of its kind in a list; people share names.</summary>
    public static string LabelOf(CatalogueItem entry) => entry.Email is { } email ? $"{entry.Name} ({email})" : entry.Name;

    public string LabelOf(Guid entry) => Catalogue.Entries.FirstOrDefault(known => known.Id == entry) is { } known ? LabelOf(known) : "";
}

/// <summary>A sentence for who just changed something.</summary>
public sealed record CatalogueMessage(string Text, bool Bad = false);

/// <summary>One part of the catalogue's page.</summary>
/// <param name="Kind"><see langword="null"/> for environments, which rules tell.</param>
public sealed record CatalogueTab(string Name, string Title, string One, CatalogueKind? Kind)
{
    public static IReadOnlyList<CatalogueTab> All { get; } =
    [
        new("services", "Services", "service", CatalogueKind.Service), new("teams", "Teams", "team", CatalogueKind.Team), new("people", "People", "person", CatalogueKind.Person),
        new("repositories", "Repositories", "repository", CatalogueKind.Repository), new("environments", "Environments", "environment", null),
    ];
}
