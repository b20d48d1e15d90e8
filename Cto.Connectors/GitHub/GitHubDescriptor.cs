using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>What the catalogue, the connect form and the API know of GitHub.</summary>
internal static class GitHubDescriptor
{
    private static readonly CredentialField Webhook = new(GitHubCredentials.WebhookSecret, "Webhook secret", Required: false);

    private static readonly ScopeDescriptor[] Further =
    [
        new("vulnerability_alerts:read", "Dependabot alerts.", Required: false),
        new("security_events:read", "Code scanning alerts.", Required: false),
        new("administration:read", "Branch protection and who may write.", Required: false),
        new("members:read", "Members of the organisation, their role and second factor (told to its owners only), and teams.", Required: false),
        new("issues:write", "Creating issues.", Required: false),
    ];

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "github",
        Title = "GitHub",
        Category = ConnectorCategory.Code,
        Brings = "Pull requests, reviews, deployments, workflow runs and releases: the ground of the delivery metrics; and weaknesses, branch protection, members and the stack.",
        DocumentationUrl = "https://docs.github.com/rest",
        Limits = "5,000 requests an hour for a token, up to 12,500 for a GitHub App; at most nine tenths of it are used, and unchanged lists cost nothing.",
        Settings =
        [
            new(GitHubSettings.Organization, "Organisation or user", "All its repositories that the credentials may see.") { Placeholder = "acme" },
            new(GitHubSettings.Repositories, "Repositories", "Single ones as owner/name, or patterns such as shop-* within the organisation; empty means all.") { Type = SettingType.List, Placeholder = "acme/shop" },
            new(GitHubSettings.Exclude, "Leave out", "Repositories that do not count, as names or patterns.") { Type = SettingType.List, Placeholder = "*-sandbox" },
            UsualSettings.Address(GitHubSettings.DefaultBaseUrl, "Of your GitHub Enterprise server; leave it for github.com."),
            new(GitHubSettings.DeploymentsFrom, "A deployment is", "Where your deployments show: in GitHub's deployments, as runs of certain workflows, or as releases.")
            {
                Type = SettingType.Choice,
                Choices = ["deployments", "workflows", "releases"],
                Default = "deployments",
            },
            new(DeploymentPatterns.Setting, "Which of them", "Environments, workflows (deploy-stage*=staging names the environment) or tags that count; empty means all, for workflows *deploy*.")
            {
                Type = SettingType.List,
                Placeholder = "deploy*",
            },
            new(DeploymentPatterns.EnvironmentSetting, "Environment", "Where workflows and releases deploy to unless their pattern says so.") { Default = DeploymentPatterns.DefaultEnvironment },
            new(GitHubSettings.Production, "Production environments", "Between the successful deployments to these, commits are compared.") { Type = SettingType.List, Default = "prod*, production, live" },
            UsualSettings.History,
            new(GitHubSettings.OAuthUrl, "Address of the sign-in", "Where people grant access; the address of your GitHub Enterprise server if you have one.") { Type = SettingType.Url, Default = GitHubSettings.DefaultOAuthUrl },
        ],
        Credentials =
        [
            new(
                OAuthCredential.Kind,
                "Connect with GitHub",
                "You grant access on GitHub's page, and may take it back there. Needs an OAuth app: Settings → Developer settings → OAuth Apps.",
                [Webhook])
            {
                Scopes =
                [
                    new("repo", "Repositories, pull requests, deployments, workflow runs, releases and alerts; GitHub has no narrower scope for private ones."),
                    new("read:org", "Members of the organisation and teams."),
                ],
                OAuth = new()
                {
                    AuthorizeUrl = "{oauthUrl}/login/oauth/authorize",
                    TokenUrl = "{oauthUrl}/login/oauth/access_token",
                    RevokeUrl = "{baseUrl}/applications/{clientId}/token",
                    Revocation = OAuthRevocation.Delete,
                    Scopes = ["repo", "read:org"],
                },
            },
            new(
                GitHubCredentials.TokenKind,
                "Personal access token",
                "Settings → Developer settings → Personal access tokens: fine-grained with read access, or classic with the scope repo.",
                [new(GitHubCredentials.Token, "Token"), Webhook])
            {
                Scopes =
                [
                    new("metadata:read", "The list of repositories."),
                    new("pull_requests:read", "Pull requests and reviews."),
                    new("contents:read", "Commits, comparisons, releases and catalogue files."),
                    new("deployments:read", "Deployments and their statuses.", Required: false),
                    new("actions:read", "Workflow runs.", Required: false),
                    .. Further,
                    new("repo", "All of these, for a classic token.", Required: false),
                    new("security_events", "Alerts, for a classic token that lacks repo.", Required: false),
                    new("read:org", "Members and teams, for a classic token.", Required: false),
                ],
            },
            new(
                GitHubCredentials.AppKind,
                "GitHub App",
                "Settings → Developer settings → GitHub Apps: create one with read access, install it, and generate a private key.",
                [
                    new(GitHubCredentials.AppId, "App id", Secret: false),
                    new(GitHubCredentials.InstallationId, "Installation id", Secret: false),
                    new(GitHubCredentials.PrivateKey, "Private key (PEM)", Multiline: true),
                    Webhook,
                ])
            {
                Scopes =
                [
                    new("pull_requests:read", "Pull requests and reviews."),
                    new("contents:read", "Commits, comparisons, releases and catalogue files."),
                    new("deployments:read", "Deployments and their statuses.", Required: false),
                    new("actions:read", "Workflow runs.", Required: false),
                    .. Further,
                ],
            },
        ],
        Streams = GitHubStreams.All,
        WebhookEvents = GitHubWebhooks.Events,
    };
}
