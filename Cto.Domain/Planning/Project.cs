namespace Cto.Domain.Planning;

/// <summary>A container of work items (Jira project, Asana project).</summary>
public sealed record Project : Fact
{
    public required string Name { get; init; }

    /// <summary>The short name that item numbers begin with (<c>PAY</c>); <see langword="null"/> where the vendor has none.</summary>
    public string? Code { get; init; }
    public string? Team { get; init; }
    public string? Lead { get; init; }
    public bool Archived { get; init; }
}
