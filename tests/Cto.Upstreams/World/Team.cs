namespace Cto.Upstreams.World;

/// <summary>A team; <see cref="ToString"/> is its name.</summary>
/// <param name="Name">As in the organisation chart: <c>Internal Tools</c>.</param>
/// <param name="Key">Its Jira project: <c>PAY</c>.</param>
/// <param name="Size">How many people have been in it, those who left included.</param>
internal sealed record Team(string Name, string Key, int Size)
{
    /// <summary>In vendors that allow no blanks: <c>internal-tools</c>.</summary>
    public string Slug { get; } = Name.ToLowerInvariant().Replace(' ', '-');

    public override string ToString() => Name;
}

/// <summary>The nine teams; sixty-nine people, and the CTO.</summary>
internal static class TeamList
{
    public static IReadOnlyList<Team> All { get; } =
    [
        new("Platform", "PLAT", 9),
        new("Payments", "PAY", 9),
        new("Growth", "GRO", 8),
        new("Data", "DATA", 8),
        new("Mobile", "MOB", 8),
        new("Identity", "IDN", 7),
        new("Search", "SRCH", 7),
        new("Security", "SEC", 6),
        new("Internal Tools", "TOOL", 7),
    ];
}
