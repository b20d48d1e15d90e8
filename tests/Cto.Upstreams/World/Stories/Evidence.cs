namespace Cto.Upstreams.World.Stories;

/// <summary>9. Two pieces of evidence expire within thirty days; the controls that are not met follow from <see cref="Access"/>. No system brings these two: people give them.</summary>
internal sealed class Evidence(Company company)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly TimeSpan Quarter = TimeSpan.FromDays(91);

    public IReadOnlyList<EvidencePiece> Given { get; } =
    [
        new("acme:penetration-test", "Penetration test of the shop and its APIs by an outside firm", company.Ahead(12, 0), Year)
        {
            Controls = ["SOC2:CC4.1", "SOC2:CC7.1", "ISO27001:A.8.8", "ISO27001:A.8.29"],
            Query = "Security wiki, page “Penetration tests”: the latest report and its retest",
            Subject = "checkout-service",
            Owner = company.Member("Platform", 0).Name,
            Covered = TimeSpan.FromDays(10),
        },
        new("acme:restore-test", "Restore test of the orders database", company.Ahead(26, 0), Quarter)
        {
            Controls = ["SOC2:A1.3", "SOC2:CC7.5", "ISO27001:A.8.13"],
            Query = "Runbook “Restore orders-prod”: protocol of the latest quarterly exercise",
            Subject = Access.Database,
            Owner = company.Member("Data", 0).Name,
            Covered = Quarter,
        },
    ];
}

/// <summary>Something that was found about controls and holds for a while.</summary>
/// <param name="Key">Of its fact; what follows it has the same.</param>
/// <param name="Title">What was done.</param>
/// <param name="ExpiresAt">After this it proves nothing.</param>
/// <param name="HoldsFor">How long it proves something.</param>
internal sealed record EvidencePiece(string Key, string Title, DateTimeOffset ExpiresAt, TimeSpan HoldsFor)
{
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>Where to look, so that it can be looked at again.</summary>
    public required string Query { get; init; }
    public required string Subject { get; init; }
    public required string Owner { get; init; }

    /// <summary>How much of the time before it was collected it speaks of.</summary>
    public required TimeSpan Covered { get; init; }

    public DateTimeOffset CollectedAt => ExpiresAt - HoldsFor;

    public DateTimeOffset CoversFrom => CollectedAt - Covered;
}
