using System.Net;
using System.Net.Http.Headers;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>How GitHub takes credentials, tells its limits and explains its refusals.</summary>
internal sealed class GitHubDialect(Uri baseAddress, GitHubCredentials credentials) : HttpDialect
{
    public override string Kind => "github";

    public override string Vendor => "GitHub";

    public override string LimitKey { get; } = $"github:{baseAddress.Authority}/{credentials.Identity}";

    public override async ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Headers.Authorization = await credentials.AuthorizeAsync(cancellationToken);

    public override string? Words(string body) => JsonText.Read(body, GitHubJson.Default.GitHubError)?.Message is { Length: > 0 } message ? message : null;

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        var headers = response.Headers;
        var words = HttpFaults.Shorten(Words(body) ?? "").TrimEnd('.');
        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                credentials.Refused();
                return null;
            case HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests when Wait(headers, words, now) is { } until:
                return new(SourceFault.Throttled, $"GitHub asks us to wait{(words.Length > 0 ? $": {words}" : "")}.") { RetryAt = until };
            case HttpStatusCode.Forbidden when RateLimits.Text(headers, "X-GitHub-SSO") is { } sso && sso.Contains("url=", StringComparison.Ordinal):
                return new(SourceFault.Forbidden, "GitHub refuses the token because its organisation demands single sign-on.")
                {
                    Remedy = "Authorize the token for the organisation under Settings → Developer settings → Personal access tokens → Configure SSO.",
                };
            case HttpStatusCode.Forbidden or HttpStatusCode.NotFound when Missing(headers) is { } missing:
                var fault = response.StatusCode is HttpStatusCode.Forbidden ? SourceFault.Forbidden : SourceFault.NotFound;
                return new(fault, $"GitHub refuses {response.RequestMessage!.RequestUri!.AbsolutePath}: {(words.Length > 0 ? words : "not allowed")}; {missing}.");
            // "Only owners can use this filter."
            case HttpStatusCode.UnprocessableContent when words.StartsWith("Only owners", StringComparison.OrdinalIgnoreCase):
                return new(SourceFault.Forbidden, $"GitHub refuses {response.RequestMessage!.RequestUri!.AbsolutePath}: {words}.");
            case HttpStatusCode.UnavailableForLegalReasons:
                return new(SourceFault.NotFound, $"GitHub has blocked {response.RequestMessage!.RequestUri!.AbsolutePath} for legal reasons.");
            default:
                return null;
        }
    }

    // Primary limit: nothing remains, until the reset. Secondary limits say Retry-After, or only say so in words: a minute, as GitHub advises.
    private static DateTimeOffset? Wait(HttpResponseHeaders headers, string words, DateTimeOffset now) =>
        RateLimits.RetryAt(headers, now) ??
        (RateLimits.Read(headers, now) is { Remaining: 0 } limit ? (limit.ResetsAt > now ? limit.ResetsAt : now.AddMinutes(1))
            : words.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || words.Contains("abuse detection", StringComparison.OrdinalIgnoreCase) ? now.AddMinutes(1)
            : null);

    /// <summary>The right that is missing, in words; <see langword="null"/> when GitHub does not tell or none is.</summary>
    internal static string? Missing(HttpResponseHeaders headers)
    {
        if (RateLimits.Text(headers, "X-Accepted-GitHub-Permissions") is { Length: > 0 } permissions && RateLimits.Text(headers, "X-OAuth-Scopes") is null)
        {
            return $"the token needs the permission {HttpFaults.Shorten(permissions, 120)}";
        }

        var accepted = Scopes(RateLimits.Text(headers, "X-Accepted-OAuth-Scopes"));
        var granted = Scopes(RateLimits.Text(headers, "X-OAuth-Scopes"));
        return accepted.Length > 0 && RateLimits.Text(headers, "X-OAuth-Scopes") is not null && !accepted.Intersect(granted).Any()
            ? $"the token has {(granted.Length == 0 ? "no scope" : $"the scope {string.Join(", ", granted)}")} and needs {string.Join(" or ", accepted)}"
            : null;
    }

    internal static string[] Scopes(string? header) => header?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
