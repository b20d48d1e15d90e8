using System.Net.Http.Headers;
using Cto.Domain.Sources;

namespace Cto.Connectors.Slack;

/// <summary>What opens one Slack workspace: the token of an app that is installed there.</summary>
internal sealed class SlackCredentials
{
    public const string TokenKind = "token";
    public const string Token = OAuthCredential.Token;
    public const string SigningSecret = "webhookSecret";

    private SlackCredentials(string token)
    {
        Header = new("Bearer", token);
        Identity = AccessToken.Identity(token);
    }

    public AuthenticationHeaderValue Header { get; }

    /// <summary>What shares one rate limit, without showing the token.</summary>
    public string Identity { get; }

    /// <exception cref="SourceException">The token is missing or none.</exception>
    public static SlackCredentials Of(SourceCredentials? credentials) => new(AccessToken.Read(credentials));
}
