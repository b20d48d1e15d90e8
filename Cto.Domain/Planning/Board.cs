namespace Cto.Domain.Planning;

/// <summary>A board on which a team plans.</summary>
public sealed record Board : Fact
{
    public required string Name { get; init; }

    /// <summary><c>scrum</c> or <c>kanban</c>, in the vendor's word.</summary>
    public string? Type { get; init; }

    /// <summary>The code or name of the project it shows.</summary>
    public string? Project { get; init; }
}
