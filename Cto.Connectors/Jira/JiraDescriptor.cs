using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>What the catalogue, the connect form and the API know of Jira.</summary>
internal static class JiraDescriptor
{
    private static readonly CredentialField Webhook = new(JiraCredentials.WebhookSecret, "Webhook secret", Required: false);
    private static readonly CredentialField Ends = new(JiraCredentials.ExpiresAt, "Ends on (as 2027-03-31)", Secret: false, Required: false);

    /// <summary>The scope of everything that is done and not only read.</summary>
    public const string Acting = "write:jira-work";

    /// <summary>The scopes of Atlassian's OAuth and of its API tokens with scopes.</summary>
    public static IReadOnlyList<ScopeDescriptor> Scopes { get; } =
    [
        new("read:jira-work", "Projects, epics, issues and their histories."),
        new("read:jira-user", "The names of people, and finding an assignee."),
        new("read:board-scope:jira-software", "Boards.", Required: false),
        new("read:project:jira", "The projects of boards.", Required: false),
        new("read:sprint:jira-software", "Sprints and their snapshots.", Required: false),
        new("offline_access", "Staying connected without asking again.", Required: false),
        new(Acting, "Creating issues, attachments, comments and transitions.", Required: false),
    ];

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "jira",
        Title = "Jira",
        Category = ConnectorCategory.Planning,
        Brings = "Epics, sprints with what was committed and done, issues with their history, and what blocks them.",
        DocumentationUrl = "https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/",
        Limits = "Cloud counts the cost of requests and tells what is left; Data Center has what its administrator set. At most nine tenths are used, and Retry-After is kept.",
        Settings =
        [
            UsualSettings.Address(null, "Of the site as you open it; of your own server for Server and Data Center.") with { Placeholder = "https://acme.atlassian.net" },
            new(JiraSettings.Projects, "Projects", "Keys, or patterns such as PAY*; empty means all that the account may browse.") { Type = SettingType.List, Placeholder = "PAY" },
            new(JiraSettings.TeamsFrom, "Teams", "Whether a project is named as its team; an issue's Team field comes first where there is one.")
            {
                Type = SettingType.Choice,
                Choices = ["projects", "field"],
                Default = "projects",
            },
            new(JiraSettings.PointsField, "Story points", "The name or id of the field with estimates; empty means it is found by itself.") { Placeholder = "customfield_10016" },
            new(JiraSettings.Deployment, "Kind", "Cloud, or a Server or Data Center of your own; auto asks it.")
            {
                Type = SettingType.Choice,
                Choices = ["auto", "cloud", "server"],
                Default = "auto",
            },
            new(JiraSettings.OAuthUrl, "Address of the OAuth pages", "Of Atlassian; leave it.") { Type = SettingType.Url, Default = JiraSettings.DefaultOAuthUrl },
            new(JiraSettings.ApiUrl, "Address for OAuth tokens", "Where Atlassian answers to OAuth tokens; leave it.") { Type = SettingType.Url, Default = JiraSettings.DefaultApiUrl },
            UsualSettings.History,
        ],
        Credentials =
        [
            new(
                OAuthCredential.Kind,
                "OAuth (Cloud)",
                "Connect with your Atlassian account; the app is made at developer.atlassian.com → Console → OAuth 2.0 integration.",
                [Webhook])
            {
                Scopes = Scopes,
                OAuth = new()
                {
                    AuthorizeUrl = $"{{{JiraSettings.OAuthUrl}}}/authorize",
                    TokenUrl = $"{{{JiraSettings.OAuthUrl}}}/oauth/token",
                    Scopes = [.. Scopes.Select(scope => scope.Scope).Where(scope => scope != Acting)],
                    Acting = new("create issues, comment and move them", Acting),
                    Parameters = new Dictionary<string, string> { ["audience"] = "api.atlassian.com", ["prompt"] = "consent" },
                    JsonRequest = true,
                },
            },
            new(
                JiraCredentials.TokenKind,
                "API token (Cloud)",
                "id.atlassian.com → Security → API tokens. It ends after a year at most: say when, and you are told in time.",
                [new(JiraCredentials.Email, "E-mail address", Secret: false), new(JiraCredentials.Token, "API token"), Ends, Webhook]),
            new(
                JiraCredentials.PersonalKind,
                "Personal access token (Server, Data Center)",
                "Your profile in Jira → Personal access tokens.",
                [new(JiraCredentials.Token, "Token"), Ends, Webhook]),
        ],
        Streams = JiraStreams.All,
        WebhookEvents = JiraWebhooks.Events,
    };
}
