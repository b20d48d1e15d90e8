using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>How Opsgenie takes its key and explains its refusals.</summary>
internal sealed class OpsgenieDialect : HttpDialect
{
    public const string KeyKind = "apiKey";
    public const string Key = "apiKey";

    private readonly AuthenticationHeaderValue _authorization;

    /// <exception cref="SourceException">The key is missing or is none.</exception>
    public OpsgenieDialect(Uri baseAddress, SourceCredentials? credentials)
    {
        var key = AccessToken.Read(credentials, Key);
        _authorization = new("GenieKey", key);
        LimitKey = AccessToken.LimitKey(Kind, baseAddress, key);
    }

    public override string Kind => "opsgenie";

    public override string Vendor => "Opsgenie";

    public override string LimitKey { get; }

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _authorization;
        return ValueTask.CompletedTask;
    }

    // Opsgenie says whether it throttles (X-RateLimit-State), of what and for how long, and never how much is left.
    public override RateLimit? Limit(HttpResponseHeaders headers, DateTimeOffset now) => null;

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => new(SourceFault.Throttled, $"Opsgenie asks us to wait{Reason(response.Headers)}.")
        {
            RetryAt = RateLimits.RetryAt(response.Headers, now) ?? now.AddSeconds(Period(response.Headers)),
        },
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when Words(body) is { } words && words.Contains("not authenticat", StringComparison.OrdinalIgnoreCase) =>
            new(SourceFault.Unauthorized, $"Opsgenie does not accept the key: {HttpFaults.Shorten(words).TrimEnd('.')}.")
            {
                Remedy = "Check the key (Settings → API key management), and that the address is of your region: a key of api.eu.opsgenie.com is none elsewhere.",
            },
        _ => null,
    };

    public override string? Words(string body) => JsonText.Read(body, OpsgenieJson.Default.OpsgenieError)?.Message is { Length: > 0 } message ? message : null;

    private static string Reason(HttpResponseHeaders headers) => RateLimits.Text(headers, "X-RateLimit-Reason")?.ToUpperInvariant() switch
    {
        "ACCOUNT" => ": the account's limit is used up",
        "INTEGRATION" => ": the limit of this key is used up",
        _ => "",
    };

    private static int Period(HttpResponseHeaders headers) =>
        int.TryParse(RateLimits.Text(headers, "X-RateLimit-Period-In-Sec"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Math.Clamp(seconds, 1, 86_400) : 60;
}
