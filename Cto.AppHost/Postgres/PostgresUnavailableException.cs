namespace Cto.AppHost.Postgres;

/// <summary>PostgreSQL cannot be had; the message is one line that says what to do about it.</summary>
internal sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
