using System.Net;
using System.Net.Http.Headers;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>How PagerDuty takes credentials and explains its refusals.</summary>
internal sealed class PagerDutyDialect : HttpDialect
{
    public const string TokenKind = "token";
    public const string Token = OAuthCredential.Token;
    public const string WebhookSecret = "webhookSecret";

    private readonly AuthenticationHeaderValue _authorization;

    /// <exception cref="SourceException">The token is missing or is none.</exception>
    public PagerDutyDialect(Uri baseAddress, SourceCredentials? credentials)
    {
        var token = AccessToken.Read(credentials);
        _authorization = credentials!.Kind == OAuthCredential.Kind ? new("Bearer", token) : new("Token", $"token={token}");
        LimitKey = AccessToken.LimitKey(Kind, baseAddress, token);
    }

    public override string Kind => "pagerduty";

    public override string Vendor => "PagerDuty";

    public override string LimitKey { get; }

    // A user or account may make 960 requests a minute; the headers tell of the same and are obeyed first.
    public override IReadOnlyList<StatedLimit> Stated { get; } = [new(960, TimeSpan.FromMinutes(1))];

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _authorization;
        // PagerDuty's description wants the type of a body even where there is none.
        request.Content ??= new ByteArrayContent([]) { Headers = { ContentType = new("application/json") } };
        return ValueTask.CompletedTask;
    }

    public override string? Words(string body) => JsonText.Read(body, PagerDutyJson.Default.PagerDutyErrorBody)?.Error is { Message: { Length: > 0 } message } error
        ? error.Errors is { Length: > 0 } details ? $"{message} ({string.Join("; ", details)})" : message
        : null;

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.PaymentRequired => new(SourceFault.Forbidden, $"PagerDuty's account does not include this: {HttpFaults.Shorten(Words(body) ?? "no reason given").TrimEnd('.')}.")
        {
            Remedy = "Ask PagerDuty for a plan that includes it, or do without.",
        },
        _ => null,
    };
}
