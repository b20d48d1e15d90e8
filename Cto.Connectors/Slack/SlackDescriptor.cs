using Cto.Domain.Sources;

namespace Cto.Connectors.Slack;

/// <summary>What the catalogue, the connect form and the API know of Slack.</summary>
internal static class SlackDescriptor
{
    private static readonly CredentialField Signing = new(SlackCredentials.SigningSecret, "Signing secret (for events)", Required: false);

    private static readonly IReadOnlyList<ScopeDescriptor> Reading =
    [
        new("users:read", "Members: who works here, who left, administrators and bots."),
        new("users:read.email", "E-mail addresses, which join accounts of other systems to people.", Required: false),
        new("channels:read", "Public channels."),
        new("groups:read", "Private channels that the app is in.", Required: false),
    ];

    private static readonly IReadOnlyList<ScopeDescriptor> Acting =
    [
        new("chat:write", "Posting messages.", Required: false),
        new("files:write", "Posting images.", Required: false),
        new("channels:history", "Seeing whether a message was posted, so that it is never posted twice.", Required: false),
        new("groups:history", "The same in private channels.", Required: false),
    ];

    private static readonly IReadOnlyList<ScopeDescriptor> Scopes = [.. Reading, .. Acting];

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "slack",
        Title = "Slack",
        Category = ConnectorCategory.Collaboration,
        Brings = "Who works here and who left, their accounts and roles, and channels; posts messages with images.",
        DocumentationUrl = "https://docs.slack.dev/apis/web-api/",
        Limits = "Each method by itself: 20 lists a minute, 50 histories, a message a second and channel; at most nine tenths of it are used, and Retry-After is kept.",
        PollEvery = TimeSpan.FromMinutes(30),
        Settings =
        [
            UsualSettings.Address(SlackSettings.DefaultBaseUrl, "Of Slack; leave it."),
            new(SlackSettings.OAuthUrl, "Address of the OAuth pages", "Of Slack; leave it.") { Type = SettingType.Url, Default = SlackSettings.DefaultOAuthUrl },
        ],
        Credentials =
        [
            new(OAuthCredential.Kind, "OAuth", "Connect with your Slack account; the app is made at api.slack.com/apps.", [Signing])
            {
                Scopes = Scopes,
                OAuth = new()
                {
                    AuthorizeUrl = $"{{{SlackSettings.OAuthUrl}}}/oauth/v2/authorize",
                    TokenUrl = $"{{{UsualSettings.BaseUrl}}}/oauth.v2.access",
                    RevokeUrl = $"{{{UsualSettings.BaseUrl}}}/auth.revoke",
                    Revocation = OAuthRevocation.Bearer,
                    Scopes = [.. Reading.Select(scope => scope.Scope)],
                    Acting = new("post messages and images", [.. Acting.Select(scope => scope.Scope)]),
                    ScopeSeparator = ',',
                },
            },
            new(
                SlackCredentials.TokenKind,
                "Bot token",
                "api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…).",
                [new(SlackCredentials.Token, "Token"), Signing])
            {
                Scopes = Scopes,
            },
        ],
        Streams = SlackStreams.All,
        WebhookEvents = SlackWebhooks.Events,
    };
}
