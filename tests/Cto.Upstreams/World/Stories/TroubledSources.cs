namespace Cto.Upstreams.World.Stories;

/// <summary>11. Sources: a token that ends soon, a limit that is nearly used up, a key that was revoked yesterday.</summary>
internal sealed class TroubledSources(Company company)
{
    /// <summary>Of the account's limit, used by others.</summary>
    public const double CircleCiUse = 0.92;

    public DateTimeOffset JiraTokenExpiresAt { get; } = company.Ahead(5, 9);

    public DateTimeOffset KeyRevokedAt { get; } = company.Ago(1, 16, 20);
}
