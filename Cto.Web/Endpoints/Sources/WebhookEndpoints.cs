using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cto.Web.Endpoints.Sources;

/// <summary>Where vendors tell what happened. The signature proves the caller; nobody is signed in.</summary>
internal static class WebhookEndpoints
{
    /// <summary>What the largest vendors send at the most (GitHub: 25 MB).</summary>
    public const int BodyLimit = 25 * 1024 * 1024;

    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{sourceId:guid}", Receive).AllowAnonymous().RequireRateLimiting(ApiRateLimit.WebhookPolicy)
            .WithMetadata(new SkipCsrfGuard(), new RequestSizeLimitAttribute(BodyLimit)).WithTags("Sources")
            .WithSummary("A vendor's webhook: the signature is verified over the bytes; a repeated delivery is harmless.");

    private static async Task<Results<Accepted<WebhookAnswer>, ContentHttpResult>> Receive(
        Guid sourceId, HttpContext http, SourceStore sources, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var tenant = await sources.TenantOfAsync(sourceId, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "There is no such source.");
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var delivery = new WebhookMessage { Headers = headers, Body = await ReadAsync(http, cancellationToken), ReceivedAt = clock.GetUtcNow() };
        var outcome = await grains.GetGrain<ISourceGrain>(new SourceKey(tenant, sourceId).ToString()).Receive(delivery);
        return outcome switch
        {
            { Verdict: WebhookVerdict.Rejected } => throw new ProblemException(ProblemKind.NotSignedIn, outcome.Reason ?? "The signature is missing or wrong."),
            { ReplyText: { } text } => Reply(http, text, outcome.ReplyHeaders),
            _ => TypedResults.Accepted((string?)null, new WebhookAnswer(outcome.Verdict, outcome.Reason)),
        };
    }

    private static ContentHttpResult Reply(HttpContext http, string text, Dictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        return TypedResults.Text(text, "text/plain");
    }

    private static async Task<byte[]> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream((int)Math.Clamp(http.Request.ContentLength ?? 0, 0, BodyLimit));
        await http.Request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }
}

/// <summary>What became of a delivery.</summary>
/// <param name="Reason">Why it was ignored; <see langword="null"/> when it was taken.</param>
public sealed record WebhookAnswer(WebhookVerdict Verdict, string? Reason);
