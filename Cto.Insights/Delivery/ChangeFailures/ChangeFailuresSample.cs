using Dapper;

namespace Cto.Insights.Delivery.ChangeFailures;

/// <summary>What the figures are computed from.</summary>
internal sealed class ChangeFailuresSample
{
    /// <summary>In the period.</summary>
    public required IReadOnlyList<ServiceTally> Services { get; init; }
    public required IReadOnlyList<ServiceTally> ServicesBefore { get; init; }
    public required IReadOnlyList<FailureRow> Failures { get; init; }
    public required IReadOnlyList<UnattributedRow> Unattributed { get; init; }

    public static async Task<ChangeFailuresSample> ReadAsync(SqlMapper.GridReader results)
    {
        var tallies = (await results.ReadAsync<ServiceTally>()).ToLookup(tally => tally.Now);
        return new ChangeFailuresSample
        {
            Services = [.. tallies[true]],
            ServicesBefore = [.. tallies[false]],
            Failures = (await results.ReadAsync<FailureRow>()).AsList(),
            Unattributed = (await results.ReadAsync<UnattributedRow>()).AsList(),
        };
    }
}

/// <summary>The runs of one service in the period, or in the one before.</summary>
internal sealed record ServiceTally(string Service, bool Now, int Deployments, int Rollbacks, int Failed, int FailedRuns, int Unrecovered);

/// <summary>A failed change.</summary>
internal sealed record FailureRow(string Key, string Service, string? Version, DateTime FinishedAt, int Reasons, int? Recovery, string? RemediedBy, string? Url, string? Incidents)
{
    /// <summary>In words, with the incidents by name.</summary>
    public IReadOnlyList<string> Because => [.. Outcomes.Reasons(Reasons).Select(reason => reason == "incident" && Incidents is not null ? $"incident {Incidents}" : reason)];

    public FailedChange ToAnswer() => new(Key, Service, Version, new DateTimeOffset(FinishedAt), Because, Recovery, Url);

    public EvidenceRow ToEvidence() => new(Key, $"{Service} {Version}".TrimEnd(), new DateTimeOffset(FinishedAt), Url, new Dictionary<string, object?>
    {
        ["service"] = Service,
        ["version"] = Version,
        ["failed because"] = string.Join(", ", Because),
        ["recovery seconds"] = Recovery,
        ["remedied by"] = RemediedBy,
    });
}

/// <summary>An incident that no deployment is to blame for; <paramref name="Names"/> when it names one that did not reach production.</summary>
internal sealed record UnattributedRow(string Key, string Title, string? Service, DateTime StartedAt, string? Url, bool Names);
