using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>What opens one Jira source: an API token with its e-mail address, a personal access token, or an OAuth token.</summary>
internal sealed class JiraCredentials
{
    public const string TokenKind = "token";
    public const string PersonalKind = "pat";
    public const string Email = "email";
    public const string Token = OAuthCredential.Token;
    public const string ExpiresAt = OAuthCredential.ExpiresAt;
    public const string WebhookSecret = "webhookSecret";

    private JiraCredentials(AuthenticationHeaderValue header, bool isOAuth, DateTimeOffset? expiresAt)
    {
        (Header, IsOAuth, Expiry) = (header, isOAuth, expiresAt);
        Identity = AccessToken.Identity(header.Parameter!);
    }

    public AuthenticationHeaderValue Header { get; }

    /// <summary>Whether Atlassian's own host is addressed and not the site.</summary>
    public bool IsOAuth { get; }

    /// <summary>When a pasted token ends, as its owner told us: Jira does not tell.</summary>
    public DateTimeOffset? Expiry { get; }

    /// <summary>What shares one rate limit, without showing a secret.</summary>
    public string Identity { get; }

    /// <exception cref="SourceException">A part is missing or makes no sense.</exception>
    public static JiraCredentials Of(SourceCredentials? credentials)
    {
        var token = AccessToken.Read(credentials);
        if (credentials!.Kind is OAuthCredential.Kind or PersonalKind)
        {
            return new(new("Bearer", token), credentials.Kind is OAuthCredential.Kind, credentials.Kind is PersonalKind ? Date(credentials.Reveal(ExpiresAt)) : null);
        }

        var email = credentials.Reveal(Email)?.Trim() is { Length: > 0 } given && !given.Contains(':')
            ? given
            : throw new SourceException(SourceFault.Unauthorized, "The e-mail address of the token's owner is missing.") { Remedy = "Give the e-mail address of the Atlassian account that made the token." };
        return new(new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{token}"))), false, Date(credentials.Reveal(ExpiresAt)));
    }

    private static DateTimeOffset? Date(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at
        : throw new SourceException(SourceFault.InvalidSettings, "The day on which the token ends is no date.") { Remedy = "Give it as 2027-03-31, or leave it empty." };
}
