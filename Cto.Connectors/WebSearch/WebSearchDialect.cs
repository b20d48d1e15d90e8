using System.Net;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.WebSearch;

/// <summary>How the engines take credentials and explain their refusals.</summary>
internal sealed class WebSearchDialect : HttpDialect
{
    public const string TokenKind = "token";
    public const string Token = "token";

    private readonly bool _brave;
    private readonly string? _token;

    /// <exception cref="SourceException">Brave needs a token and there is none.</exception>
    public WebSearchDialect(WebSearchSettings settings, SourceCredentials? credentials)
    {
        _brave = settings.IsBrave;
        _token = _brave ? AccessToken.Read(credentials, Token) : null;
        LimitKey = AccessToken.LimitKey(Kind, settings.BaseAddress, _token ?? "");
    }

    public override string Kind => "web-search";

    public override string Vendor => _brave ? "Brave Search" : "SearXNG";

    public override string LimitKey { get; }

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_token is not null)
        {
            request.Headers.Add("X-Subscription-Token", _token);
        }

        return ValueTask.CompletedTask;
    }

    public override string? Words(string body) => JsonText.Read(body, WebSearchJson.Default.BraveRefusal)?.Error is { } error && (error.Detail ?? error.Code) is { Length: > 0 } words ? words : null;

    // Brave says 422 of a token that is none; SearXNG says 403 of a format that is not allowed.
    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.UnprocessableEntity when _brave && body.Contains("SUBSCRIPTION_TOKEN", StringComparison.OrdinalIgnoreCase) =>
            new(SourceFault.Unauthorized, $"Brave Search does not accept the token: {HttpFaults.Shorten(Words(body) ?? "no reason given").TrimEnd('.')}."),
        HttpStatusCode.Forbidden when !_brave => new(SourceFault.Forbidden, "SearXNG does not answer in JSON, or does not answer to us.")
        {
            Remedy = "Add json to search.formats in the server's settings.yml, and let its limiter pass this program.",
        },
        _ => null,
    };
}
