using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.CircleCI;

/// <summary>How CircleCI takes credentials and explains its refusals.</summary>
internal sealed class CircleDialect : HttpDialect
{
    public const string TokenKind = "token";
    public const string Token = "token";
    public const string WebhookSecret = "webhookSecret";

    private readonly string _token;

    /// <exception cref="SourceException">The token is missing or none.</exception>
    public CircleDialect(Uri baseAddress, SourceCredentials? credentials)
    {
        _token = AccessToken.Read(credentials, Token);
        LimitKey = AccessToken.LimitKey(Kind, baseAddress, _token);
    }

    public override string Kind => "circleci";

    public override string Vendor => "CircleCI";

    public override string LimitKey { get; }

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("Circle-Token", _token);
        return ValueTask.CompletedTask;
    }

    public override string? Words(string body) => JsonText.Read(body, CircleJson.Default.CircleRefusal)?.Message is { Length: > 0 } message ? message : null;
}
