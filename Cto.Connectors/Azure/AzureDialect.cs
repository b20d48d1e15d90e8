using System.Globalization;
using System.Net;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Azure;

/// <summary>How Azure takes tokens, tells its limits and explains its refusals.</summary>
/// <param name="title">Which of its services, in messages.</param>
/// <param name="identity">Whose limit is kept.</param>
/// <param name="token">The token to send; <see langword="null"/> = none (that is where tokens come from).</param>
/// <param name="refused">The token was not accepted.</param>
internal sealed class AzureDialect(string title, string identity, Func<CancellationToken, ValueTask<Secret>>? token, Action refused) : HttpDialect
{
    public override string Kind => AzureDescriptor.Kind;

    public override string Vendor => title;

    public override string LimitKey { get; } = $"azure:{title}/{identity}";

    public override async ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", (await token(cancellationToken)).Reveal());
        }
    }

    public override string? Words(string body) => Read(body)?.Message;

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            refused();
        }

        var error = Read(body);
        var words = HttpFaults.Shorten((error?.Message ?? "no reason given").Split('\r', '\n')[0].TrimEnd('.'));
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new(SourceFault.Throttled, $"{Vendor} asks us to wait: {words}.") { RetryAt = Wait(response, now) },
            HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized when error?.Code is "invalid_client" or "unauthorized_client" or "invalid_request" => new(SourceFault.Unauthorized, $"Microsoft does not accept the app registration: {words}.")
            {
                // What Entra ID calls an expired secret.
                Remedy = words.Contains("AADSTS7000222", StringComparison.Ordinal) ? "The client secret has expired: make a new one under App registrations → Certificates & secrets." : "Check directory id, application id and client secret.",
            },
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized when error?.Code is "AuthorizationFailed" or "RBACAccessDenied" => new(SourceFault.Forbidden, $"{Vendor} refuses the request: {words}.")
            {
                Remedy = "Give the app registration the role Cost Management Reader on each scope.",
            },
            HttpStatusCode.NotFound when error?.Code is "SubscriptionNotFound" or "InvalidSubscriptionId" => new(SourceFault.NotFound, $"{Vendor} does not know the scope: {words}."),
            _ => null,
        };
    }

    // Several budgets at once: whichever is empty says how long.
    private static DateTimeOffset Wait(HttpResponseMessage response, DateTimeOffset now)
    {
        var told = response.Headers.NonValidated
            .Where(header => header.Key.StartsWith("x-ms-ratelimit-microsoft.costmanagement-", StringComparison.OrdinalIgnoreCase) && header.Key.EndsWith("-retry-after", StringComparison.OrdinalIgnoreCase))
            .Select(header => int.TryParse(header.Value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0).DefaultIfEmpty().Max();
        var after = RateLimits.RetryAt(response.Headers, now);
        return told > 0 && now.AddSeconds(Math.Min(told, 86_400)) is var at && (after is null || at > after) ? at : after ?? now.AddMinutes(1);
    }

    // The token endpoint follows OAuth, the others Azure's own form, in which the error is an object.
    private static (string? Code, string? Message)? Read(string body) =>
        JsonText.Read(body, AzureJson.Default.AzureTokenRefusal) is { Error: not null } refusal ? (refusal.Error, refusal.Description)
        : JsonText.Read(body, AzureJson.Default.AzureRefusal)?.Error is { } told ? (told.Code, told.Message)
        : null;
}
