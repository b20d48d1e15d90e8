using Dapper;

namespace Cto.Insights.Delivery.Deployments;

/// <summary>What the figures are computed from: one place in each array a run.</summary>
internal sealed class DeploymentsSample
{
    public required DateTime[] FinishedAt { get; init; }
    public required int[] Flags { get; init; }
    public required string[] Services { get; init; }

    /// <summary>When each service was last deployed, in the period or before.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> LastAt { get; init; }
    public required IReadOnlyList<DeploymentEvidence> Latest { get; init; }

    public static async Task<DeploymentsSample> ReadAsync(SqlMapper.GridReader results)
    {
        var arrays = await results.ReadSingleAsync<Arrays>();
        var last = await results.ReadAsync<(string Service, DateTime? LastAt)>();
        return new DeploymentsSample
        {
            FinishedAt = arrays.FinishedAt ?? [],
            Flags = arrays.Flags ?? [],
            Services = arrays.Services ?? [],
            LastAt = last.Where(row => row.LastAt is not null).ToDictionary(row => row.Service, row => new DateTimeOffset(row.LastAt!.Value), StringComparer.Ordinal),
            Latest = (await results.ReadAsync<DeploymentEvidence>()).AsList(),
        };
    }

    private sealed class Arrays
    {
        public DateTime[]? FinishedAt { get; init; }
        public int[]? Flags { get; init; }
        public string[]? Services { get; init; }
    }
}

/// <summary>A run with its name.</summary>
internal sealed record DeploymentEvidence(string Key, string Service, string? Version, DateTime FinishedAt, int Flags, int? Commits, int Reasons, int? Recovery, string? Url)
{
    public DeploymentEntry ToEntry() => new(Key, Service, Version, new DateTimeOffset(FinishedAt), Outcomes.Of(Flags), Commits, Url);

    public EvidenceRow ToEvidence() => new(Key, $"{Service} {Version}".TrimEnd(), new DateTimeOffset(FinishedAt), Url, new Dictionary<string, object?>
    {
        ["service"] = Service,
        ["version"] = Version,
        ["outcome"] = Outcomes.Of(Flags),
        ["failed because"] = Reasons == 0 ? null : string.Join(", ", Outcomes.Reasons(Reasons)),
        ["commits"] = Commits,
    });
}
