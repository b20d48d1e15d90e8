namespace Cto.Upstreams.World.Stories;

/// <summary>
/// 11. Sources: a token that ends soon, a limit that is nearly used up, a token that ended yesterday. The last is Mobile's own at SonarQube, from before
/// the company had one: what it brought comes by the company's token too, so that no other story misses anything.
/// </summary>
internal sealed class TroubledSources(Company company)
{
    /// <summary>Of the account's limit, used by others.</summary>
    public const double CircleCiUse = 0.92;

    public DateTimeOffset JiraTokenExpiresAt { get; } = company.Start.AddDays(5).AddHours(9);

    public DateTimeOffset SonarTokenEndedAt { get; } = company.Ago(1, 16, 20);

    /// <summary>Whose token it was.</summary>
    public Team SonarTokenOf { get; } = company.Team("Mobile");
}
