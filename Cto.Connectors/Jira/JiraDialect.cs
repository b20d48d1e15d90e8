using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>How Jira takes credentials, tells its limits and explains its refusals.</summary>
/// <param name="isServer">Whether it is a Server or Data Center, which has version 2 of the routes.</param>
internal sealed class JiraDialect(Uri site, JiraCredentials credentials, bool isServer) : HttpDialect
{
    private const string CloudVersion = "rest/api/3/";
    private const string ServerVersion = "rest/api/2/";

    public override string Kind => "jira";

    public override string Vendor => "Jira";

    public override string LimitKey { get; } = $"jira:{site.Authority}/{credentials.Identity}";

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = credentials.Header;
        if (isServer && request.RequestUri!.OriginalString is var address && address.IndexOf(CloudVersion, StringComparison.Ordinal) is >= 0 and var at)
        {
            request.RequestUri = new(string.Concat(address.AsSpan(0, at), ServerVersion, address.AsSpan(at + CloudVersion.Length)), UriKind.RelativeOrAbsolute);
        }

        return ValueTask.CompletedTask;
    }

    // Cloud writes the reset as a date; Data Center fills a bucket instead of starting windows anew.
    public override RateLimit? Limit(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Number(headers, "X-RateLimit-Limit") is not (> 0 and { } limit) || Number(headers, "X-RateLimit-Remaining") is not { } remaining)
        {
            return null;
        }

        if (Number(headers, "X-RateLimit-Interval-Seconds") is > 0 and <= 86_400 and { } interval)
        {
            return new(limit, Math.Min(remaining, limit), now.AddSeconds(interval));
        }

        return DateTimeOffset.TryParse(RateLimits.Text(headers, "X-RateLimit-Reset"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var reset)
            ? new(limit, Math.Min(remaining, limit), reset)
            : RateLimits.Read(headers, now);
    }

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        var words = Words(body) is { } said ? $": {HttpFaults.Shorten(said).TrimEnd('.')}" : "";
        switch (response.StatusCode)
        {
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable when RateLimits.Text(response.Headers, "RateLimit-Reason") is { } reason:
                var until = RateLimits.RetryAt(response.Headers, now) ?? Limit(response.Headers, now)?.ResetsAt ?? now.AddMinutes(1);
                return new(SourceFault.Throttled, $"Jira asks us to wait ({HttpFaults.Shorten(reason, 60)}).") { RetryAt = until };
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when words.Contains("scope does not match", StringComparison.OrdinalIgnoreCase):
                return new(SourceFault.Forbidden, $"The token lacks the scope for {response.RequestMessage!.RequestUri!.AbsolutePath}{words}.")
                {
                    Remedy = $"Connect again and grant {string.Join(", ", JiraDescriptor.Scopes.Select(scope => scope.Scope))}; the last is for actions alone.",
                };
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when Denied(response.Headers) is { } denied:
                return denied;
            case HttpStatusCode.BadRequest:
                return new(SourceFault.InvalidSettings, $"Jira does not take the request{words}.");
            default:
                return null;
        }
    }

    /// <summary>Wrong credentials that Jira answers as it answers strangers, with 200 and what is public: only a header tells.</summary>
    public static SourceException? Denied(HttpResponseHeaders headers) => RateLimits.Text(headers, "X-Seraph-LoginReason") switch
    {
        { } reason when reason.Contains("AUTHENTICATION_DENIED", StringComparison.OrdinalIgnoreCase) => new(SourceFault.Unauthorized, "Jira wants the account's owner to solve a CAPTCHA first.")
        {
            Remedy = "Log in to Jira once with this account in a browser, then give the credentials again.",
        },
        { } reason when reason.Contains("AUTHENTICATED_FAILED", StringComparison.OrdinalIgnoreCase) => new(SourceFault.Unauthorized, "Jira does not accept the e-mail address and token."),
        _ => null,
    };

    public override string? Words(string body)
    {
        var error = JsonText.Read(body, JiraJson.Default.JiraError);
        string[] words = [.. (error?.ErrorMessages ?? []).OfType<string>(), .. (error?.Errors ?? []).Select(field => $"{field.Key}: {field.Value}"), .. error?.Message is { } message ? [message] : Array.Empty<string>()];
        return words.Length > 0 ? string.Join("; ", words) : null;
    }

    private static int? Number(HttpResponseHeaders headers, string name) =>
        int.TryParse(RateLimits.Text(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
