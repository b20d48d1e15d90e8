using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Storage;

namespace Cto.Insights.Sources;

/// <summary>A row of <c>source</c>, without what is sealed.</summary>
internal sealed class SourceRow
{
    public const string Columns = """
        id, tenant_id as TenantId, connector, name, settings, credential_kind as CredentialKind, credential_expires_at as CredentialExpiresAt, state,
        created_at as CreatedAt, last_success_at as LastSuccessAt, last_attempt_at as LastAttemptAt, next_attempt_at as NextAttemptAt,
        throttled_until as ThrottledUntil, failures, fault, progress, rate_limit as RateLimit, warnings,
        (select jsonb_build_object('month', month, 'calls', calls, 'cost', cost) from source_usage where source_id = source.id order by month desc limit 1) as Usage
        """;

    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public required string Connector { get; init; }
    public required string Name { get; init; }
    public required string Settings { get; init; }
    public string? CredentialKind { get; init; }
    public DateTime? CredentialExpiresAt { get; init; }
    public required string State { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? LastSuccessAt { get; init; }
    public DateTime? LastAttemptAt { get; init; }
    public DateTime? NextAttemptAt { get; init; }
    public DateTime? ThrottledUntil { get; init; }
    public int Failures { get; init; }
    public string? Fault { get; init; }
    public string? Progress { get; init; }
    public string? RateLimit { get; init; }
    public string[] Warnings { get; init; } = [];
    public string? Usage { get; init; }

    public StoredSource ToSource(IEnumerable<StreamRow> streams) => new()
    {
        TenantId = TenantId,
        Id = Id,
        Connector = Connector,
        Name = Name,
        Settings = new(JsonSerializer.Deserialize<Dictionary<string, string>>(Settings)!),
        CredentialKind = CredentialKind,
        CreatedAt = CreatedAt,
        Condition = new()
        {
            State = Choices<SourceState>.Of(State),
            LastSuccessAt = LastSuccessAt,
            LastAttemptAt = LastAttemptAt,
            NextAttemptAt = NextAttemptAt,
            ThrottledUntil = ThrottledUntil,
            Failures = Failures,
            Fault = Read<SourceFaultReport>(Fault),
            Progress = Read<SyncProgress>(Progress),
            Warnings = Warnings,
            CredentialExpiresAt = CredentialExpiresAt,
        },
        RateLimit = Read<RateLimit>(RateLimit),
        Usage = Read<StoredUsage>(Usage),
        Streams = streams.ToDictionary(row => row.Stream, row => new StreamState(row.Cursor, row.CursorAt, row.Facts) { End = new(row.KnownUntil, Read<SourceFaultReport>(row.Fault)) }),
    };

    private static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, StoreJson.Options);
}

/// <summary>A row of <c>source_stream</c>.</summary>
internal sealed class StreamRow
{
    public const string Columns = "source_id as SourceId, stream, cursor, cursor_at as CursorAt, facts, known_until as KnownUntil, fault";

    public Guid SourceId { get; init; }
    public required string Stream { get; init; }
    public string? Cursor { get; init; }
    public DateTime? CursorAt { get; init; }
    public long Facts { get; init; }
    public DateTime? KnownUntil { get; init; }
    public string? Fault { get; init; }
}
