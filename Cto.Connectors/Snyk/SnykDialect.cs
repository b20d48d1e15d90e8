using System.Net;
using System.Net.Http.Headers;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>How Snyk takes credentials and explains its refusals.</summary>
internal sealed class SnykDialect : HttpDialect
{
    public const string TokenKind = "token";
    public const string Token = "token";
    public const string WebhookSecret = "webhookSecret";

    private readonly AuthenticationHeaderValue _header;

    /// <exception cref="SourceException">The token is missing or none.</exception>
    public SnykDialect(Uri baseAddress, SourceCredentials? credentials)
    {
        var token = AccessToken.Read(credentials, Token);
        _header = new("token", token);
        LimitKey = AccessToken.LimitKey(Kind, baseAddress, token);
    }

    public override string Kind => "snyk";

    public override string Vendor => "Snyk";

    public override string LimitKey { get; }

    // Documented and not told in headers: 1,620 requests a minute for a token.
    public override IReadOnlyList<StatedLimit> Stated { get; } = [new(1620, TimeSpan.FromMinutes(1))];

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _header;
        return ValueTask.CompletedTask;
    }

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) =>
        response.StatusCode is HttpStatusCode.Forbidden && Words(body) is { } words && words.Contains("entitle", StringComparison.OrdinalIgnoreCase)
            ? new(SourceFault.Forbidden, $"Snyk refuses the request: {HttpFaults.Shorten(words).TrimEnd('.')}.") { Remedy = "The plan of the organisation does not include the API: ask Snyk for one that does." }
            : null;

    public override string? Words(string body)
    {
        var refusal = JsonText.Read(body, SnykJson.Default.SnykRefusal);
        return refusal?.Errors?.OfType<SnykError>().Select(error => error.Detail ?? error.Title).FirstOrDefault(words => words is { Length: > 0 }) ?? refusal?.Message;
    }
}
