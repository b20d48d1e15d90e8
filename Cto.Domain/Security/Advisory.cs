using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Security;

/// <summary>A published weakness, as one database tells of it.</summary>
public sealed record Advisory : Fact
{
    /// <summary>The database's own name of it: <c>CVE-2021-44228</c>, <c>GHSA-jfh8-c2jp-5v3q</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its other names.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>Who says so: <c>nvd</c>, <c>osv</c>, <c>github</c>.</summary>
    public required string Feed { get; init; }
    public required string Title { get; init; }
    public Severity? Severity { get; init; }

    /// <summary>CVSS base score, 0–10, of the newest version given.</summary>
    [Range(0.0, 10.0)]
    public double? Cvss { get; init; }
    public string? CvssVector { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Taken back by who published it.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}
