namespace Cto.Connectors.Git;

/// <summary>One run of the git program.</summary>
/// <param name="Name">The sub-command; it names the span.</param>
/// <param name="Arguments">Its arguments; nothing in them is secret.</param>
internal sealed record GitCommand(string Name, params IReadOnlyList<string> Arguments)
{
    /// <summary>The git directory it reads; <see langword="null"/> = none.</summary>
    public string? Directory { get; init; }

    /// <summary>What the repository is called in messages.</summary>
    public required string Subject { get; init; }

    /// <summary>What it reads from its standard input, a line each.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>How it gets in at a remote; <see langword="null"/> = it may not leave this machine.</summary>
    public GitAccess? Access { get; init; }
}
