#pragma warning disable CA1032 // The constructors are those of Orleans.
namespace Orleans.Storage;

/// <summary>Somebody else wrote the state in between; the activation that lost ends, so that the next call reads anew.</summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>A conflict between the version kept and the version known.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The version in the store; <see langword="null"/> when there is none or it is not known.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version that the grain knew.</summary>
    public string? CurrentEtag { get; }

    /// <summary>The activation that lost; a caller to whom the exception travels has nothing to read anew.</summary>
    internal object? LostBy { get; set; }
}
