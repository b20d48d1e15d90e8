using System.Text.Json;
using Cto.Insights.Tenants;
using Cto.Web.Endpoints.Facts;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Events;

/// <summary>CDEvents as CloudEvents: what pipelines and monitors tell as it happens.</summary>
internal static class EventEndpoints
{
    private const int MaxEvents = 1_000;

    public static void MapEvents(this IEndpointRouteBuilder api) =>
        api.MapPost("/events", Push).WithTags("Facts").RequireAuthorization(Policies.Ingest)
            .Accepts<JsonElement>("application/cloudevents+json", "application/cloudevents-batch+json", "application/json")
            .WithSummary("Takes CDEvents events, structured, batched, or bare with the envelope in headers; a repeated event changes nothing.");

    private static async Task<Ok<EventsAnswer>> Push(
        HttpContext http, Caller caller, EventFacts reader, FactIngestion ingestion, TenantStore tenants, CancellationToken cancellationToken)
    {
        using var body = await ReadAsync(http, cancellationToken);
        var tenant = await tenants.FindAsync(caller.TenantId, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "This company is not there any more.");
        var (accepted, unchanged) = (0L, 0L);
        List<PassedOverEvent> ignored = [];
        List<PassedOverEvent> rejected = [];
        foreach (var (index, given) in CdEvent.In(body.RootElement).Index())
        {
            try
            {
                var happened = index < MaxEvents ? CdEvent.Parse(given) : throw new FormatException($"More than {MaxEvents} events at once.");
                var reading = await reader.ReadAsync(tenant, happened, cancellationToken);
                if (reading.Reason is { } reason)
                {
                    ignored.Add(new(index + 1, happened.Id, happened.Type, reason));
                    continue;
                }

                // One by one: the next event may be about the same incident.
                var answer = await ingestion.TakeAsync(caller.TenantId, reading.Facts, cancellationToken);
                (accepted, unchanged) = (accepted + answer.Accepted, unchanged + answer.Unchanged);
                rejected.AddRange(answer.Rejected.Select(refused => new PassedOverEvent(index + 1, happened.Id, happened.Type, refused.Error)));
            }
            catch (FormatException e)
            {
                rejected.Add(new(index + 1, null, null, e.Message));
            }
        }

        return rejected.Count > 0 && accepted + unchanged + ignored.Count == 0
            ? throw new ProblemException(ProblemKind.Invalid, rejected[0].Reason) { More = new Dictionary<string, object?> { ["rejected"] = rejected } }
            : TypedResults.Ok(new EventsAnswer(accepted, unchanged, ignored, rejected));
    }

    private static async Task<JsonDocument> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ProblemException(ProblemKind.UnsupportedMediaType, "Send events as application/cloudevents+json, application/cloudevents-batch+json or application/json.");
        }

        try
        {
            return await JsonDocument.ParseAsync(http.Request.Body, new() { MaxDepth = 64 }, cancellationToken);
        }
        catch (JsonException)
        {
            throw new ProblemException(ProblemKind.Malformed, "The body is not JSON.");
        }
    }
}

/// <summary>What became of pushed events.</summary>
/// <param name="Accepted">Events that told something new.</param>
/// <param name="Unchanged">Events that were known.</param>
/// <param name="Ignored">Events that tell nothing that is kept.</param>
/// <param name="Rejected">Events that cannot be read.</param>
public sealed record EventsAnswer(long Accepted, long Unchanged, IReadOnlyList<PassedOverEvent> Ignored, IReadOnlyList<PassedOverEvent> Rejected);

/// <summary>An event that was passed over.</summary>
/// <param name="Place">Its place in the body, from 1.</param>
/// <param name="Id"><see langword="null"/> when it could not be read.</param>
public sealed record PassedOverEvent(int Place, string? Id, string? Type, string Reason);
