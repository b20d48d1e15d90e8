using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Tenants;
using Cto.Insights.Storage;
using Cto.Web.Endpoints.Facts;
using Dapper;

namespace Cto.Web.Endpoints.Events;

/// <summary>Says in fact lines what an event tells. <c>customData.fact</c> may carry more of the line's fields (the commits of a deployment, the severity of an incident).</summary>
internal sealed class EventFacts(Database database)
{
    private const string Extra = "fact";

    private const string SelectIncident = """
        select title, service, status, started_at as StartedAt, acknowledged_at as AcknowledgedAt, resolved_at as ResolvedAt from incident where key = @key
        """;

    private const string SelectChange = "select title, created_at as CreatedAt, merged_at as MergedAt, closed_at as ClosedAt from pull_request where key = @key";

    /// <exception cref="FormatException">What it tells makes no fact; the message says why.</exception>
    public async Task<EventReading> ReadAsync(Tenant tenant, CdEvent happened, CancellationToken cancellationToken)
    {
        var line = (happened.Subject, happened.Predicate) switch
        {
            ("service", "deployed" or "upgraded" or "rolledback") => Deployment(happened),
            ("incident", "detected" or "reported" or "resolved") => await IncidentAsync(tenant, happened, cancellationToken),
            ("change", "created" or "merged" or "abandoned") => await ChangeAsync(tenant, happened, cancellationToken),
            _ => null,
        };
        if (line is null)
        {
            return EventReading.Ignored("Events of this type tell nothing that is kept.");
        }

        if (happened.Reference("environment") is { } environment && happened.Subject == "incident"
            && Cto.Domain.Delivery.Environments.KindOf(environment, tenant.Delivery) != EnvironmentKind.Production)
        {
            return EventReading.Ignored($"The environment '{environment}' is not production.");
        }

        foreach (var (name, value) in More(happened))
        {
            line[name] = value?.DeepClone();
        }

        var read = FactLine.Parse(JsonSerializer.SerializeToUtf8Bytes(line));
        return read.Error is { } error ? throw new FormatException(error) : new(read.Facts, null);
    }

    private static JsonObject Deployment(CdEvent happened)
    {
        var version = ArtifactVersion.Of(happened.ContentText("artifactId"));
        return new()
        {
            ["kind"] = FactKinds.Deployment,
            ["key"] = $"cdevents:{happened.Source}#{happened.Id}/{happened.Predicate}",
            ["service"] = happened.SubjectId,
            ["environment"] = happened.Reference("environment") ?? throw new FormatException("'subject.content.environment.id' is needed."),
            ["commit"] = version.Commit,
            ["ref"] = version.Ref,
            ["finishedAt"] = happened.Instant,
            ["result"] = "success",
            ["trigger"] = $"cdevents:{happened.Predicate}",
        };
    }

    /// <summary>Events of one incident come in any order, and each tells a part: what is known stays.</summary>
    private async Task<JsonObject> IncidentAsync(Tenant tenant, CdEvent happened, CancellationToken cancellationToken)
    {
        var key = $"cdevents:{happened.SubjectSource}#{happened.SubjectId}";
        var known = await KnownAsync<KnownIncident>(tenant, SelectIncident, key, cancellationToken);
        var resolves = happened.Predicate == "resolved";
        var told = happened.ContentText("description");
        return new()
        {
            ["kind"] = FactKinds.Incident,
            ["key"] = key,
            ["title"] = (resolves ? known?.Title ?? told : told ?? known?.Title) ?? happened.SubjectId,
            ["service"] = happened.Reference("service") ?? known?.Service,
            ["status"] = resolves || known?.ResolvedAt is not null ? "resolved" : known?.Status ?? "triggered",
            ["startedAt"] = Instant(known is { } before && before.StartedAt < happened.At.UtcDateTime ? before.StartedAt : happened.At.UtcDateTime),
            ["acknowledgedAt"] = Instant(known?.AcknowledgedAt),
            ["resolvedAt"] = resolves ? happened.Instant : Instant(known?.ResolvedAt),
            ["url"] = happened.ContentText("ticketURI"),
        };
    }

    private async Task<JsonObject> ChangeAsync(Tenant tenant, CdEvent happened, CancellationToken cancellationToken)
    {
        var repository = happened.Reference("repository") ?? throw new FormatException("'subject.content.repository.id' is needed.");
        var key = $"cdevents:{repository}#{happened.SubjectId}";
        var known = await KnownAsync<KnownChange>(tenant, SelectChange, key, cancellationToken);
        var (merges, ends) = (happened.Predicate == "merged", happened.Predicate is "merged" or "abandoned");
        return new()
        {
            ["kind"] = FactKinds.PullRequest,
            ["key"] = key,
            ["repository"] = repository,
            ["number"] = Number(happened.SubjectId),
            ["title"] = happened.ContentText("description") ?? known?.Title ?? happened.SubjectId,
            ["createdAt"] = Instant(known is { } before && before.CreatedAt < happened.At.UtcDateTime ? before.CreatedAt : happened.At.UtcDateTime),
            ["mergedAt"] = merges ? happened.Instant : Instant(known?.MergedAt),
            ["closedAt"] = ends ? happened.Instant : Instant(known?.ClosedAt),
        };
    }

    private async Task<T?> KnownAsync<T>(Tenant tenant, string sql, string key, CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await database.OpenAsync(tenant.Id, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(new(sql, new { key }, cancellationToken: cancellationToken));
    }

    private static JsonObject More(CdEvent happened) =>
        happened.Custom.TryGetProperty(Extra, out var more) && more.ValueKind == JsonValueKind.Object ? JsonObject.Create(more)! : [];

    /// <summary>The digits at the end of an id such as <c>shop/pull/12</c>; 0 when it has none.</summary>
    private static int Number(string id) =>
        int.TryParse(id.AsSpan(id.AsSpan().TrimEnd("0123456789").Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? Instant(DateTime? instant) => instant?.ToString("O", CultureInfo.InvariantCulture);

    private sealed record KnownIncident(string Title, string? Service, string Status, DateTime StartedAt, DateTime? AcknowledgedAt, DateTime? ResolvedAt);

    private sealed record KnownChange(string Title, DateTime CreatedAt, DateTime? MergedAt, DateTime? ClosedAt);
}

/// <summary>What an event came to.</summary>
/// <param name="Reason">Why it was passed over; <see langword="null"/> when it was not.</param>
internal sealed record EventReading(IReadOnlyList<Fact> Facts, string? Reason)
{
    public static EventReading Ignored(string reason) => new([], reason);
}
