namespace Cto.AppHost.Processes;

/// <summary>What to run as a child process, and how to ask it to stop.</summary>
/// <param name="FileName">A program's name (looked up on PATH) or its full path.</param>
/// <param name="Arguments">Passed as they are: no shell is in between.</param>
internal sealed record ChildCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary><see langword="null"/> means the directory of the parent.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the parent's environment; a <see langword="null"/> value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The account to run as; <see langword="null"/> means the parent's own.</summary>
    public OsUser? User { get; init; }

    /// <summary>Asks for an orderly stop; also sent by the kernel when the parent dies, where it can (Linux).</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;
}
