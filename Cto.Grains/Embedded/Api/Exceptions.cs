#pragma warning disable CA1032 // The constructors are those of Orleans.
namespace Orleans.Runtime;

/// <summary>A failure of the grain host, not of a grain.</summary>
public class OrleansException : Exception
{
    /// <summary>A failure without words.</summary>
    public OrleansException()
        : base("Unexpected error.")
    {
    }

    /// <summary>A failure in words.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A call that the host did not take.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }
}

/// <summary>The host is stopping; another one, or the same one later, can take the call.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>A failure in words.</summary>
    public SiloUnavailableException(string msg)
        : base(msg)
    {
    }
}

/// <summary>The observer is gone: deleted, or collected because nobody held it.</summary>
public sealed class ClientNotAvailableException : OrleansException
{
    internal ClientNotAvailableException(GrainId observer)
        : base($"The observer {observer} is not available any more.")
    {
    }
}
