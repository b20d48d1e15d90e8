using System.Net.Sockets;
using Npgsql;

namespace Cto.Insights.Storage;

/// <summary>Tells a database that cannot now from a mistake of ours.</summary>
public static class StoreFailures
{
    /// <summary>Whether the same work can succeed later without a change to the program: Postgres is away, full, overloaded or was restarted.</summary>
    public static bool IsPassing(Exception exception) => exception is StoreUnavailableException || Reason(exception) is not null;

    /// <summary>The failure as one typed exception; <see langword="null"/> when it is none of the database's state.</summary>
    public static StoreUnavailableException? From(Exception exception) =>
        exception as StoreUnavailableException ?? (Reason(exception) is { } reason ? new(reason, exception) : null);

    private static StoreFault? Reason(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StoreFault.DiskFull,
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.InsufficientResources } => StoreFault.Overloaded,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable } => StoreFault.Contended,

        // 57P0x: shut down, crashed, starting up; 08xxx: the connection; 58030: input/output error of its disk.
        PostgresException { SqlState: ['5', '7', 'P', ..] or ['0', '8', ..] or PostgresErrorCodes.IoError } => StoreFault.Unreachable,
        PostgresException => null,
        NpgsqlException { InnerException: TimeoutException } when exception.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) => StoreFault.Overloaded,
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException or null } => StoreFault.Unreachable,
        NpgsqlException { InnerException: { } inner } => Reason(inner),
        SocketException or EndOfStreamException => StoreFault.Unreachable,
        _ => null,
    };
}

/// <summary>Why the database cannot now.</summary>
public enum StoreFault
{
    /// <summary>It is stopped, starting, or the network between is broken.</summary>
    Unreachable,

    /// <summary>Its disk is full.</summary>
    DiskFull,

    /// <summary>It has no more connections or memory to give.</summary>
    Overloaded,

    /// <summary>Another writer was in the way; the same work tried again succeeds.</summary>
    Contended,
}

/// <summary>The database cannot take or give anything now; nothing of the work was kept, and it may be tried again.</summary>
public sealed class StoreUnavailableException(StoreFault fault, Exception inner) : Exception(Describe(fault), inner)
{
    public StoreFault Fault { get; } = fault;

    private static string Describe(StoreFault fault) => fault switch
    {
        StoreFault.Unreachable => "The database does not answer.",
        StoreFault.DiskFull => "The disk of the database is full.",
        StoreFault.Overloaded => "The database has no connection left to give.",
        StoreFault.Contended => "Another writer was in the way.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
