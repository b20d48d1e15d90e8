using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Delivery;

/// <summary>A running part of the product: what is deployed, owned by a team and paged for.</summary>
public sealed record Service : Fact
{
    public required string Name { get; init; }

    /// <summary>The owning team's name; <see langword="null"/> when nobody said.</summary>
    public string? Team { get; init; }

    /// <summary>1 (the business stops without it) to 3 (internal); <see langword="null"/> when unknown.</summary>
    [Range(1, 3)]
    public int? Tier { get; init; }

    /// <summary>The repositories (<c>owner/name</c>) it is built from; <see langword="null"/> when unknown.</summary>
    public IReadOnlyList<string>? Repositories { get; init; }

    /// <summary>The names it goes by elsewhere, by system: <c>{"pagerduty": "Checkout Service"}</c>.</summary>
    public IReadOnlyDictionary<string, string>? Aliases { get; init; }
}
