using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Quality;

/// <summary>How many open issues of one type and severity a project has.</summary>
public sealed record CodeIssueCount : Fact
{
    public required string Project { get; init; }
    public string? Repository { get; init; }

    /// <summary><c>BUG</c>, <c>CODE_SMELL</c>, <c>VULNERABILITY</c>, <c>SECURITY_HOTSPOT</c>.</summary>
    public required string Type { get; init; }

    /// <summary>In the scanner's word, <c>BLOCKER</c> … <c>INFO</c>.</summary>
    public required string Severity { get; init; }
    [Range(0, int.MaxValue)]
    public required int Count { get; init; }
    public required DateTimeOffset At { get; init; }
}
