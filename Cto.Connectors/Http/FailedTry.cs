using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>Whether a try that failed is worth another.</summary>
internal enum Retry
{
    /// <summary>The answer will not change.</summary>
    Never,

    /// <summary>The answer made no sense: broken on its way, perhaps, or a login page, which stays one.</summary>
    Once,

    /// <summary>It fails in passing.</summary>
    Often,
}

/// <summary>One try of a call that failed; never leaves <see cref="SourceHttp"/>.</summary>
/// <param name="fault">What the caller is told when there is no other try.</param>
/// <param name="retry">Whether there is another.</param>
internal sealed class FailedTry(SourceException fault, Retry retry) : Exception(fault.Message, fault)
{
    public SourceException Fault { get; } = fault;

    public Retry Retry { get; } = retry;
}
