using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Security;

namespace Cto.Connectors.Snyk;

/// <summary>One weakness in one project.</summary>
internal sealed class SnykIssue
{
    public string? Id { get; set; }
    public SnykIssueAttributes? Attributes { get; set; }
    public IssueRelationships? Relationships { get; set; }

    /// <summary>The project it was found in; <see langword="null"/> when it was found elsewhere (a cloud environment).</summary>
    [JsonIgnore]
    public string? ProjectId => Relationships?.ScanItem?.Data is { Type: "project", Id: { Length: > 0 } id } ? id : null;

    /// <param name="project">Where it was found.</param>
    /// <param name="page">The project's page; <see langword="null"/> when unknown.</param>
    /// <returns><see langword="null"/> when it is of a type that is not kept (licences, cloud resources, custom rules) or lacks what identifies it.</returns>
    public Fact? ToFact(SnykProject project, string? page)
    {
        if (Id is not { Length: > 0 } || Attributes is not { CreatedAt: { } firstSeen } issue || project.Repository is not { Length: > 0 } repository || SeverityOf(issue.EffectiveSeverityLevel) is not { } severity)
        {
            return null;
        }

        var url = page is null || issue.Key is null ? null : $"{page}#issue-{Uri.EscapeDataString(issue.Key)}";
        return issue switch
        {
            { Type: "package_vulnerability", Dependency: { PackageName: { Length: > 0 } name } dependency } => new Vulnerability
            {
                Key = $"snyk:issue/{Id}",
                ChangedAt = issue.UpdatedAt,
                Url = url,
                Repository = repository,
                Package = SnykPackages.UrlOf(issue.Key, project.Attributes?.Type, name),
                Version = dependency.PackageVersion,
                FixedVersion = SnykRemedies.FixedVersion(issue.Remedies, dependency.PackageVersion),
                Advisories = issue.Advisories,
                Title = issue.Title,
                Severity = severity,
                Cvss = issue.Cvss,
                Environment = project.Environment,
                State = issue.State,
                FirstSeenAt = firstSeen,
                FixedAt = issue.FixedAt,
                Scanner = "snyk",
                Manifest = project.Manifest,
            },
            { Type: "code" or "config" } => new CodeAlert
            {
                Key = $"snyk:issue/{Id}",
                ChangedAt = issue.UpdatedAt,
                Url = url,
                Repository = repository,
                Rule = issue.Rule,
                Title = issue.Title ?? issue.Rule,
                Severity = severity,
                State = issue.State,
                Location = issue.Location ?? project.Manifest,
                Tool = issue.Type is "code" ? "Snyk Code" : "Snyk IaC",
                FirstSeenAt = firstSeen,
                FixedAt = issue.FixedAt,
            },
            _ => null,
        };
    }

    private static Severity? SeverityOf(string? level) => level switch
    {
        "critical" => Severity.Critical,
        "high" => Severity.High,
        "medium" => Severity.Medium,
        "low" or "info" => Severity.Low,
        _ => null,
    };

    internal sealed class IssueRelationships
    {
        public RelatedItem? ScanItem { get; set; }
    }

    internal sealed class RelatedItem
    {
        public RelatedData? Data { get; set; }
    }

    internal sealed class RelatedData
    {
        public string? Id { get; set; }
        public string? Type { get; set; }
    }
}

/// <summary>What Snyk says of an issue.</summary>
internal sealed class SnykIssueAttributes
{
    /// <summary><c>package_vulnerability</c>, <c>code</c>, <c>config</c>, <c>license</c>, <c>cloud</c>, <c>custom</c>.</summary>
    public string? Type { get; set; }
    public string? Key { get; set; }
    public string? Title { get; set; }
    public string? Status { get; set; }
    public bool? Ignored { get; set; }
    public string? EffectiveSeverityLevel { get; set; }
    public SnykResolution? Resolution { get; set; }
    public SnykProblem?[]? Problems { get; set; }
    public SnykSeverity?[]? Severities { get; set; }
    public SnykCoordinate?[]? Coordinates { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The API tells that an issue is ignored and not why: accepted, or judged to be none.</summary>
    [JsonIgnore]
    public VulnerabilityState State => Status is "resolved" ? VulnerabilityState.Fixed : Ignored == true ? VulnerabilityState.Ignored : VulnerabilityState.Open;

    [JsonIgnore]
    public DateTimeOffset? FixedAt => Status is "resolved" ? Resolution?.ResolvedAt ?? UpdatedAt : null;

    [JsonIgnore]
    public IReadOnlyList<string> Advisories =>
        [.. (Problems ?? []).Where(problem => problem is { Type: not "rule", Id.Length: > 0 }).Select(problem => problem!.Id!).Append(Key ?? "").Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Snyk's own score, else NVD's, else any; of several the one by the newest version of CVSS.</summary>
    [JsonIgnore]
    public double? Cvss => (Severities ?? []).OfType<SnykSeverity>()
        .Where(severity => severity.Score is >= 0 and <= 10)
        .OrderBy(severity => severity.Source switch { "Snyk" => 0, "NVD" => 1, _ => 2 })
        .ThenByDescending(severity => severity.Version, StringComparer.Ordinal)
        .FirstOrDefault()?.Score;

    [JsonIgnore]
    public SnykDependency? Dependency => Representations.Select(place => place.Dependency).OfType<SnykDependency>().FirstOrDefault();

    [JsonIgnore]
    public IEnumerable<SnykRemedy> Remedies => (Coordinates ?? []).SelectMany(coordinate => coordinate?.Remedies ?? []).OfType<SnykRemedy>();

    [JsonIgnore]
    public string Rule => Uri.UnescapeDataString((Problems ?? []).FirstOrDefault(problem => problem?.Id is { Length: > 0 })?.Id ?? Key ?? "unknown");

    [JsonIgnore]
    public string? Location => Representations.Select(place => place switch
    {
        { SourceLocation: { File: { Length: > 0 } file, Region.Start.Line: { } line } } => $"{file}:{line}",
        { SourceLocation.File: { Length: > 0 } file } => file,
        _ => place.ResourcePath,
    }).FirstOrDefault(location => location is { Length: > 0 });

    private IEnumerable<SnykRepresentation> Representations => (Coordinates ?? []).SelectMany(coordinate => coordinate?.Representations ?? []).OfType<SnykRepresentation>();
}
