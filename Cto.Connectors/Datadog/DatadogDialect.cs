using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>How Datadog takes keys, tells its limits and explains its refusals.</summary>
/// <param name="baseAddress">The site.</param>
/// <param name="keys">The two keys.</param>
/// <param name="family">The routes that share one limit: Datadog counts each group of them for itself.</param>
internal sealed class DatadogDialect(Uri baseAddress, DatadogCredentials keys, string family) : HttpDialect
{
    public override string Kind => "datadog";

    public override string Vendor => "Datadog";

    public override string LimitKey { get; } = $"{AccessToken.LimitKey("datadog", baseAddress, keys.ApiKey)}/{family}";

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("DD-API-KEY", keys.ApiKey);
        request.Headers.Add("DD-APPLICATION-KEY", keys.ApplicationKey);
        return ValueTask.CompletedTask;
    }

    // The reset is told in seconds from now.
    public override RateLimit? Limit(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "X-RateLimit-Limit") is > 0 and { } limit && Number(headers, "X-RateLimit-Remaining") is { } remaining && Reset(headers, now) is { } reset
            ? new(limit, Math.Min(remaining, limit), reset)
            : null;

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => new(SourceFault.Throttled, $"Datadog asks us to wait{Named(response.Headers)}.")
        {
            RetryAt = Reset(response.Headers, now) ?? RateLimits.RetryAt(response.Headers, now) ?? now.AddMinutes(1),
        },
        HttpStatusCode.BadRequest => new(SourceFault.UnexpectedReply, $"Datadog refuses the request: {HttpFaults.Shorten(Words(body) ?? "no reason given").TrimEnd('.')}."),
        _ => null,
    };

    public override string? Words(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, DatadogJson.Default.DatadogErrors)?.Errors is { Length: > 0 } errors
                ? string.Join("; ", errors.Select(error => error.ValueKind is JsonValueKind.String ? error.GetString() : error.TryGetProperty("detail", out var detail) ? detail.ToString() : null).OfType<string>())
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Named(HttpResponseHeaders headers) => RateLimits.Text(headers, "X-RateLimit-Name") is { Length: > 0 } name ? $" (limit {HttpFaults.Shorten(name, 60)})" : "";

    private static DateTimeOffset? Reset(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "X-RateLimit-Reset") is { } seconds ? now.AddSeconds(Math.Clamp(seconds, 1, 86_400)) : null;

    private static int? Number(HttpResponseHeaders headers, string name) =>
        int.TryParse(RateLimits.Text(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>The two keys that Datadog wants: one of the organisation, one of a user.</summary>
internal sealed class DatadogCredentials
{
    public const string Kind = "keys";
    public const string Api = "apiKey";
    public const string Application = "applicationKey";

    /// <exception cref="SourceException">A key is missing or is none.</exception>
    public DatadogCredentials(SourceCredentials? credentials)
    {
        ApiKey = AccessToken.Read(credentials, Api);
        ApplicationKey = AccessToken.Read(credentials, Application);
    }

    public string ApiKey { get; }
    public string ApplicationKey { get; }
}
