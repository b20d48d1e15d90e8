namespace Cto.Domain.Planning;

/// <summary>A large piece of work made of many items.</summary>
public sealed record Epic : Fact
{
    public required string Project { get; init; }
    public string? Code { get; init; }
    public required string Name { get; init; }
    public required string Status { get; init; }
    public required StatusCategory StatusCategory { get; init; }
    public string? Owner { get; init; }
    public string? Team { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartsAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
    public IReadOnlyList<string>? Labels { get; init; }
}
