using System.Net;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GoogleCloud;

/// <summary>How Google Cloud takes tokens and explains its refusals.</summary>
/// <param name="title">Which of its services, in messages.</param>
/// <param name="identity">Whose limit is kept.</param>
/// <param name="token">The token to send; <see langword="null"/> = none (that is where tokens come from).</param>
/// <param name="refused">The token was not accepted.</param>
internal sealed class GoogleCloudDialect(string title, string identity, Func<CancellationToken, ValueTask<Secret>>? token, Action refused) : HttpDialect
{
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal) { "rateLimitExceeded", "jobRateLimitExceeded", "userRateLimitExceeded" };

    public override string Kind => GoogleCloudDescriptor.Kind;

    public override string Vendor => title;

    public override string LimitKey { get; } = $"google-cloud:{title}/{identity}";

    public override async ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", (await token(cancellationToken)).Reveal());
        }
    }

    /// <summary>Queries, by what they read; their pages and tokens are free.</summary>
    public override bool IsCharged(HttpRequestMessage request) => request.Method == HttpMethod.Post && request.RequestUri!.OriginalString.EndsWith("/queries", StringComparison.Ordinal);

    public override string? Words(string body) => Read(body) is { } error ? error.Message : null;

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            refused();
        }

        if (Read(body) is not { } error)
        {
            return null;
        }

        var words = HttpFaults.Shorten((error.Message ?? "no reason given").TrimEnd('.'));
        return error.Reason switch
        {
            "invalid_grant" or "invalid_client" => new(SourceFault.Unauthorized, $"Google does not accept the service account's key: {words}.") { Remedy = "Make a new key for the service account, and check that it is not disabled." },
            var reason when Passing.Contains(reason ?? "") => new(SourceFault.Throttled, $"{Vendor} asks us to wait: {words}.") { RetryAt = RateLimits.RetryAt(response.Headers, now) ?? now.AddSeconds(30) },
            "quotaExceeded" => new(SourceFault.Throttled, $"{Vendor}'s quota is used up: {words}.") { RetryAt = RateLimits.RetryAt(response.Headers, now) ?? now.AddHours(1) },
            "accessDenied" => new(SourceFault.Forbidden, $"{Vendor} refuses the request: {words}.")
            {
                Remedy = "Give the service account the roles BigQuery Job User on the project and BigQuery Data Viewer on the dataset of the billing export.",
            },
            "invalidQuery" => new(SourceFault.InvalidSettings, $"{Vendor} cannot query the table: {words}.") { Remedy = "Check that the table is a standard usage cost export of Cloud Billing." },
            _ => null,
        };
    }

    // The token endpoint follows OAuth, the others Google's own form, in which the error is an object.
    private static (string? Reason, string? Message)? Read(string body) =>
        JsonText.Read(body, GoogleCloudJson.Default.GoogleTokenRefusal) is { Error: not null } refusal ? (refusal.Error, refusal.Description)
        : JsonText.Read(body, GoogleCloudJson.Default.GoogleRefusal)?.Error is { } told ? ((told.Errors ?? []).OfType<GoogleReason>().FirstOrDefault()?.Reason, told.Message)
        : null;
}
