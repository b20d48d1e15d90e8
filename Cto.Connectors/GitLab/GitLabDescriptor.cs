using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>What the catalogue, the connect form and the API know of GitLab.</summary>
internal static class GitLabDescriptor
{
    private static readonly CredentialField Webhook = new(GitLabCredentials.WebhookSecret, "Webhook secret or signing token", Required: false);

    private static readonly ScopeDescriptor[] Scopes =
    [
        new("read_api", "Everything that is read, as far as the account's role reaches: Reporter for merge requests, pipelines and deployments."),
        new("api", "Creating issues; it contains read_api.", Required: false),
    ];

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "gitlab",
        Title = "GitLab",
        Category = ConnectorCategory.Code,
        Brings = "Merge requests, reviews, deployments, pipelines and releases: the ground of the delivery metrics; and who may do what.",
        DocumentationUrl = "https://docs.gitlab.com/api/rest/",
        Limits = "2,000 requests a minute on gitlab.com, on other servers what their administrators set; at most nine tenths of it are used, and asking for what is new costs one request a list.",
        Settings =
        [
            new(GitLabSettings.Group, "Group", "All projects of the group and its subgroups that the token may see.") { Placeholder = "acme/mobile" },
            new(GitLabSettings.Projects, "Projects", "Single ones by their path, or patterns such as shop-* within the group; empty means all.") { Type = SettingType.List, Placeholder = "acme/mobile/ios-app" },
            new(GitLabSettings.Exclude, "Leave out", "Projects that do not count, as names or patterns.") { Type = SettingType.List, Placeholder = "*-sandbox" },
            UsualSettings.Address(GitLabSettings.DefaultBaseUrl, "Of your own GitLab server; leave it for gitlab.com."),
            new(GitLabSettings.Environments, "Environments", "Those whose deployments count, as names or patterns; empty means all.") { Type = SettingType.List, Placeholder = "prod*" },
            new(GitLabSettings.Production, "Production environments", "Between the successful deployments to these, commits are compared.") { Type = SettingType.List, Default = "prod*, production, live" },
            UsualSettings.History,
        ],
        Credentials =
        [
            new(OAuthCredential.Kind, "GitLab account", "You sign in at GitLab and allow the access there; a refresh token keeps it alive.", [Webhook])
            {
                Scopes = Scopes,
                OAuth = new()
                {
                    AuthorizeUrl = "{baseUrl}/oauth/authorize",
                    TokenUrl = "{baseUrl}/oauth/token",
                    RevokeUrl = "{baseUrl}/oauth/revoke",
                    Scopes = ["read_api"],
                    Acting = new("create issues", "api"),
                },
            },
            new(
                GitLabCredentials.TokenKind,
                "Access token",
                "Of a group (Settings → Access tokens, role Reporter, for members Maintainer), of a project, or personal (Preferences → Access tokens).",
                [new(GitLabCredentials.Token, "Token"), Webhook])
            {
                Scopes = Scopes,
            },
        ],
        Streams = GitLabStreams.All,
        WebhookEvents = GitLabWebhooks.Events,
    };
}
