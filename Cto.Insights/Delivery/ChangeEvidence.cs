namespace Cto.Insights.Delivery;

/// <summary>A change as evidence, with its name and address from the fact itself.</summary>
internal sealed class ChangeEvidence
{
    public required string Service { get; init; }
    public required string Key { get; init; }
    public required string Repository { get; init; }
    public DateTime? DeployedAt { get; init; }
    public string? Deployment { get; init; }
    public double? Seconds { get; init; }
    public string? Title { get; init; }
    public string? Url { get; init; }

    /// <param name="changes">Selects service, kind, key, repository, deployed_at, deployment and seconds of a few rows.</param>
    public static string Select(string changes) => $"""
        select c.service, c.key, c.repository, c.deployed_at as deployedat, c.deployment, c.seconds::float8 as seconds, coalesce(p.title, m.subject) as title, coalesce(p.url, m.url) as url
        from ({changes}) as c
        left join pull_request as p on c.kind = 'pullRequest' and p.key = c.key left join commit as m on c.kind = 'commit' and m.key = c.key
        order by c.seconds desc nulls last
        """;

    /// <param name="measure">What the seconds are, as a column.</param>
    public EvidenceRow ToRow(string measure) => new(Key, Title ?? Key, DeployedAt is { } at ? new DateTimeOffset(at) : null, Url, new Dictionary<string, object?>
    {
        ["repository"] = Repository,
        ["service"] = Service.Length == 0 ? null : Service,
        ["deployment"] = Deployment,
        [measure] = Seconds,
    });
}
