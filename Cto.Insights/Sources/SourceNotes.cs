using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Insights.Storage;

namespace Cto.Insights.Sources;

/// <summary>What the connected sources mean for an answer: up to when its facts are known, and what may be missing.</summary>
internal sealed record SourceNotes
{
    /// <summary>Pushed facts may be of any kind.</summary>
    private const string Push = "push";

    /// <summary>How old the last success may be before a source counts as behind, unless it is polled less often than that.</summary>
    private static readonly TimeSpan BehindAfter = TimeSpan.FromHours(6);

    /// <summary>What it takes, as one statement of an insight's round trip.</summary>
    public const string Select = """
        select s.connector, s.name, s.state, coalesce(s.last_success_at, case when s.connector = 'push' then (select max(t.cursor_at) from source_stream t where t.source_id = s.id) end) as successat,
            s.fault ->> 'message' as fault, s.warnings, s.settings,
            (select jsonb_object_agg(t.stream, t.fault) from source_stream t where t.source_id = s.id and t.fault is not null) as refused
        from source as s where not s.deleting order by lower(s.name)
        """;

    /// <summary>Whether any source could bring what the answer needs.</summary>
    public required bool Connected { get; init; }
    public required IReadOnlyDictionary<string, DateTimeOffset?> AsOf { get; init; }
    public required IReadOnlyList<string> Partial { get; init; }

    /// <summary>The last success of the polled source that is furthest behind; <see langword="null"/> when none is.</summary>
    public required DateTimeOffset? StaleSince { get; init; }

    /// <summary>The connectors that could bring what the answer needs, in words for a person.</summary>
    public required IReadOnlyList<string> Bringers { get; init; }

    /// <param name="rows">The sources.</param>
    /// <param name="connectors">Which know what each brings.</param>
    /// <param name="kinds">The kinds of facts that the answer stands on.</param>
    /// <param name="needed">Those without which there is no answer.</param>
    /// <param name="now">The instant of the question.</param>
    public static SourceNotes Of(IEnumerable<SourceNoteRow> rows, IConnectorCatalog connectors, IReadOnlyList<string> kinds, IReadOnlyList<string> needed, DateTimeOffset now)
    {
        var relevant = rows.Where(row => Brings(row, connectors, kinds)).ToArray();
        return new SourceNotes
        {
            Connected = relevant.Any(row => Brings(row, connectors, needed)),
            AsOf = relevant.ToDictionary(row => row.Name, row => row.SuccessAt is { } at ? new DateTimeOffset(at) : (DateTimeOffset?)null),
            Partial = [.. relevant.SelectMany(row => LackOf(row, connectors, kinds))],
            StaleSince = relevant.Where(row => IsBehind(row, connectors, now)).Min(row => row.SuccessAt) is { } since ? new DateTimeOffset(since) : null,
            Bringers = [.. connectors.All.Where(connector => Brings(connector, needed)).Select(connector => connector.Title), "facts pushed over the API"],
        };
    }

    private static bool Brings(SourceNoteRow row, IConnectorCatalog connectors, IReadOnlyList<string> kinds) =>
        row.Connector == Push || connectors.Find(row.Connector) is not { } connector || Brings(connector.Descriptor, kinds);

    private static bool Brings(ConnectorDescriptor connector, IReadOnlyList<string> kinds) => connector.Streams.Any(stream => stream.FactKinds.Any(kinds.Contains));

    private static bool IsBehind(SourceNoteRow row, IConnectorCatalog connectors, DateTimeOffset now) =>
        row.Connector != Push && row.State is ("idle" or "syncing") && row.SuccessAt is { } at && now - at > BehindAfter
        && !(connectors.Find(row.Connector) is { } connector && now - at <= Polling.AllowedAge(Polling.Every(connector.Descriptor, row.ToSettings())));

    private static IEnumerable<string> LackOf(SourceNoteRow row, IConnectorCatalog connectors, IReadOnlyList<string> kinds)
    {
        if (row.State == "failing")
        {
            yield return $"{row.Name} is failing: {row.Fault ?? "its last sync did not succeed."}";
        }
        else if (row.State is "throttled" or "paused")
        {
            yield return $"{row.Name} is {row.State}.";
        }
        else if (row.Connector != Push && row.SuccessAt is null)
        {
            yield return $"{row.Name} has not finished its first sync.";
        }

        if (row.State != "failing")
        {
            var connector = connectors.Find(row.Connector)?.Descriptor;
            var refused = row.ToRefused().Where(stream => connector?.Streams.FirstOrDefault(known => known.Name == stream.Key) is not { } known || known.FactKinds.Any(kinds.Contains));
            foreach (var refusal in StreamRefusals.Of(connector, refused))
            {
                yield return $"{row.Name}: {refusal.Text}";
            }
        }

        foreach (var warning in row.Warnings)
        {
            yield return $"{row.Name}: {warning}";
        }
    }
}

/// <summary>A source as an answer needs it.</summary>
internal sealed class SourceNoteRow
{
    public required string Connector { get; init; }
    public required string Name { get; init; }
    public required string State { get; init; }
    public DateTime? SuccessAt { get; init; }
    public string? Fault { get; init; }
    public string[] Warnings { get; init; } = [];
    public required string Settings { get; init; }

    /// <summary>Stream → why it cannot be read; <see langword="null"/> when all can.</summary>
    public string? Refused { get; init; }

    public SourceSettings ToSettings() => new(JsonSerializer.Deserialize<Dictionary<string, string>>(Settings)!);

    public IReadOnlyDictionary<string, SourceFaultReport?> ToRefused() =>
        Refused is null ? new Dictionary<string, SourceFaultReport?>() : JsonSerializer.Deserialize<Dictionary<string, SourceFaultReport?>>(Refused, StoreJson.Options)!;
}
