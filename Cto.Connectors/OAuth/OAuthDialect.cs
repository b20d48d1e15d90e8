using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.OAuth;

/// <summary>How token endpoints refuse (RFC 6749, 5.2).</summary>
/// <param name="account">Where, and which application asks.</param>
/// <param name="isFirst">Whether a code is redeemed; otherwise what was granted before is renewed or ended.</param>
internal sealed class OAuthDialect(OAuthAccount account, bool isFirst) : HttpDialect
{
    public override string Kind => account.Connector.Kind;

    public override string Vendor => account.Connector.Title;

    /// <summary>Apart from the budget of the API.</summary>
    public override string LimitKey { get; } = $"oauth:{account.Connector.Kind}/{AccessToken.Identity(account.Client.Id)}";

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new("application/json"));
        return ValueTask.CompletedTask;
    }

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) => OAuthAnswer.Refusal(body, Vendor, isFirst);
}
