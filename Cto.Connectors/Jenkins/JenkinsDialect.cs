using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jenkins;

/// <summary>How Jenkins takes credentials and explains its refusals; it has no limits, and needs no crumb where an API token is used.</summary>
internal sealed class JenkinsDialect : HttpDialect
{
    public const string TokenKind = "apiToken";
    public const string User = "user";
    public const string Token = "token";

    private readonly AuthenticationHeaderValue? _header;

    /// <exception cref="SourceException">A part of the credentials is missing.</exception>
    public JenkinsDialect(Uri baseAddress, SourceCredentials? credentials)
    {
        var (user, token) = credentials is null ? ("", "") : (credentials.Reveal(User)?.Trim() ?? "", AccessToken.Read(credentials, Token));
        if (credentials is not null && (user.Length == 0 || user.Contains(':')))
        {
            throw new SourceException(SourceFault.Unauthorized, "The user id is missing, or contains a colon.");
        }

        _header = credentials is null ? null : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));
        LimitKey = AccessToken.LimitKey(Kind, baseAddress, $"{user}:{token}");
    }

    public override string Kind => "jenkins";

    public override string Vendor => "Jenkins";

    public override string LimitKey { get; }

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _header;
        return ValueTask.CompletedTask;
    }

    // The right that is missing stands in a header; the body is a web page.
    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) =>
        response.StatusCode is HttpStatusCode.Forbidden && RateLimits.Text(response.Headers, "X-Required-Permission") is { Length: > 0 } right
            ? new(SourceFault.Forbidden, $"Jenkins refuses the request: the user lacks the permission {HttpFaults.Shorten(Named(right), 80)}.")
            : null;

    // "hudson.model.Hudson.Read" is what people know as Overall/Read, "hudson.model.Item.Read" as Job/Read.
    private static string Named(string right) => right switch
    {
        "hudson.model.Hudson.Read" => "Overall/Read",
        "hudson.model.Item.Read" => "Job/Read",
        var other => other,
    };
}
