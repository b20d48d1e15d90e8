using Cto.Domain.Sources;

namespace Cto.Insights.Sources;

/// <summary>A source to be connected, checked already.</summary>
public sealed record NewSource
{
    public required Guid TenantId { get; init; }

    /// <summary>The connector's kind.</summary>
    public required string Connector { get; init; }

    /// <summary>Unique among the tenant's sources, whatever the case: it names the source in evidence.</summary>
    public required string Name { get; init; }
    public SourceSettings Settings { get; init; } = SourceSettings.Empty;

    /// <summary><see langword="null"/> where none are needed.</summary>
    public SourceCredentials? Credentials { get; init; }

    /// <summary>For a change: the stored credentials stay, whatever they are by then.</summary>
    public bool KeepCredentials { get; init; }

    /// <summary>For a new one: it rests until it is resumed.</summary>
    public bool Paused { get; init; }
    public DateTimeOffset? CredentialExpiresAt { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>Another source of the tenant has that name.</summary>
public sealed class SourceNameTakenException(string name, Exception inner) : Exception($"There is a source called '{name}' already.", inner);
