namespace Cto.Domain.Sources;

/// <summary>An upstream that cannot be read now: what is wrong, in words for the person who connected it.</summary>
public sealed class SourceException(SourceFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public SourceFault Fault { get; } = fault;

    /// <summary>What to do about it, one sentence; the general advice of the fault unless the thrower knows better.</summary>
    public string Remedy { get; init; } = fault.Remedy();

    /// <summary>Not before this instant does another try make sense; <see langword="null"/> when upstream did not say.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
