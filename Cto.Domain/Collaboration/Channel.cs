using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Collaboration;

/// <summary>A place where people write to each other.</summary>
public sealed record Channel : Fact
{
    /// <summary>Without the <c>#</c>.</summary>
    public required string Name { get; init; }
    public string? Topic { get; init; }
    public bool Private { get; init; }
    public bool Archived { get; init; }
    [Range(0, int.MaxValue)]
    public int? Members { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
}
