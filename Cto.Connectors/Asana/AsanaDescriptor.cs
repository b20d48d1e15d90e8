using Cto.Domain.Sources;

namespace Cto.Connectors.Asana;

/// <summary>What the catalogue, the connect form and the API know of Asana.</summary>
internal static class AsanaDescriptor
{
    private static readonly CredentialField Webhooks = new(AsanaCredentials.WebhookSecret, "Webhook secrets, one a line", Multiline: true, Required: false);

    private static readonly IReadOnlyList<ScopeDescriptor> Reading =
    [
        new("users:read", "As whom we are connected, and names of people."),
        new("workspaces:read", "The workspaces."),
        new("projects:read", "Projects."),
        new("teams:read", "The teams of projects.", Required: false),
        new("tasks:read", "Tasks, their sections and what blocks them."),
        new("stories:read", "The histories of tasks."),
    ];

    private static readonly IReadOnlyList<ScopeDescriptor> Acting =
    [
        new("tasks:write", "Creating tasks.", Required: false),
        new("stories:write", "Commenting.", Required: false),
        new("attachments:read", "Seeing which files a task has.", Required: false),
        new("attachments:write", "Attaching files.", Required: false),
    ];

    public static IReadOnlyList<ScopeDescriptor> Scopes { get; } = [.. Reading, .. Acting];

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "asana",
        Title = "Asana",
        Category = ConnectorCategory.Planning,
        Brings = "Projects and tasks with their sections, history, estimates and what blocks them.",
        DocumentationUrl = "https://developers.asana.com/reference/rest-api-reference",
        Limits = "150 requests a minute on free plans and 1,500 on paid ones, told in no header; at most nine tenths are used, and Retry-After is kept.",
        Settings =
        [
            new(AsanaSettings.Workspaces, "Workspaces", "Names or ids; empty means all of the account.") { Type = SettingType.List, Placeholder = "Acme" },
            new(AsanaSettings.Projects, "Projects", "Names, patterns or ids; empty means all.") { Type = SettingType.List, Placeholder = "Campaign*" },
            new(AsanaSettings.InProgress, "Sections in progress", "Names or patterns of sections whose tasks somebody is at.") { Type = SettingType.List, Default = "*in progress*, *doing*, *review*, *started*" },
            new(AsanaSettings.PointsField, "Estimates", "The custom field with story points.") { Type = SettingType.List, Default = "Story points, Points, Estimate" },
            AsanaSettings.RequestsPerMinute,
            UsualSettings.Address(AsanaSettings.DefaultBaseUrl, "Of Asana; leave it."),
            new(AsanaSettings.OAuthUrl, "Address of the OAuth pages", "Of Asana; leave it.") { Type = SettingType.Url, Default = AsanaSettings.DefaultOAuthUrl },
            UsualSettings.History,
        ],
        Credentials =
        [
            new(OAuthCredential.Kind, "OAuth", "Connect with your Asana account; the app is made at app.asana.com/0/my-apps.", [Webhooks])
            {
                Scopes = Scopes,
                OAuth = new()
                {
                    AuthorizeUrl = $"{{{AsanaSettings.OAuthUrl}}}/-/oauth_authorize",
                    TokenUrl = $"{{{AsanaSettings.OAuthUrl}}}/-/oauth_token",
                    RevokeUrl = $"{{{AsanaSettings.OAuthUrl}}}/-/oauth_revoke",
                    Scopes = [.. Reading.Select(scope => scope.Scope)],
                    Acting = new("create tasks with files, and comment", [.. Acting.Select(scope => scope.Scope)]),
                },
            },
            new(
                AsanaCredentials.TokenKind,
                "Personal access token",
                "app.asana.com/0/my-apps → Create new token; it may do whatever its owner may.",
                [new(AsanaCredentials.Token, "Token"), Webhooks]),
        ],
        Streams = AsanaStreams.All,
        WebhookEvents = AsanaWebhooks.Events,
    };
}
