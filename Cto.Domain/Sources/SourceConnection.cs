namespace Cto.Domain.Sources;

/// <summary>One connected account as a connector sees it for the length of a call: where it is, how to get in, whose it is.</summary>
public sealed record SourceConnection
{
    public required Guid TenantId { get; init; }
    public required Guid SourceId { get; init; }

    /// <summary>The connector's kind.</summary>
    public required string Connector { get; init; }
    public required string Name { get; init; }
    public required SourceSettings Settings { get; init; }

    /// <summary><see langword="null"/> where the source needs none.</summary>
    public SourceCredentials? Credentials { get; init; }
}
