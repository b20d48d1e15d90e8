using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>What the catalogue, the connect form and the API know of PagerDuty.</summary>
internal static class PagerDutyDescriptor
{
    /// <summary>The scope of everything that is done and not only read.</summary>
    public const string Acting = "incidents.write";

    private static readonly ScopeDescriptor[] Reading =
    [
        new("incidents.read", "Incidents and their logs."),
        new("services.read", "Services."),
        new("escalation_policies.read", "Who is told in which order.", Required: false),
        new("schedules.read", "Schedules and shifts, overrides included.", Required: false),
        new("users.read", "People, and the e-mail addresses that join them with other systems.", Required: false),
        new("teams.read", "Teams.", Required: false),
    ];

    private static readonly ScopeDescriptor[] Scopes = [.. Reading, new(Acting, "Triggering, acknowledging and annotating incidents.", Required: false)];

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "pagerduty",
        Title = "PagerDuty",
        Category = ConnectorCategory.Reliability,
        Brings = "Incidents with everything that happened to them, and who is on call when: the ground of recovery times and of the load on people.",
        DocumentationUrl = "https://developer.pagerduty.com/api-reference/",
        Limits = "960 requests a minute for a user or account; at most nine tenths of it are used. No question is answered beyond 10,000 records, so incidents are read by spans of time.",
        Settings =
        [
            UsualSettings.Address(PagerDutySettings.DefaultBaseUrl, "https://api.eu.pagerduty.com for accounts in Europe."),
            new(PagerDutySettings.OAuthUrl, "Address of the sign-in", "Where PagerDuty asks for consent.") { Type = SettingType.Url, Default = PagerDutySettings.DefaultOAuthUrl },
            SeverityNames.Descriptor,
            new(PagerDutySettings.ActAs, "Act as", "The e-mail of the user in whose name incidents are triggered and acknowledged; needed with a key of the account.") { Placeholder = "cto@example.com" },
            UsualSettings.History,
        ],
        Credentials =
        [
            new(
                OAuthCredential.Kind,
                "Connect with PagerDuty",
                "An app with scoped OAuth, registered under Integrations → App Registration.",
                [new(PagerDutyDialect.WebhookSecret, "Webhook secret", Required: false)])
            {
                Scopes = Scopes,
                OAuth = new()
                {
                    AuthorizeUrl = "{oauthUrl}/oauth/authorize",
                    TokenUrl = "{oauthUrl}/oauth/token",
                    RevokeUrl = "{oauthUrl}/oauth/revoke",
                    Scopes = ["openid", .. Reading.Select(scope => scope.Scope)],
                    Acting = new("trigger, acknowledge and annotate incidents", Acting),
                },
            },
            new(
                PagerDutyDialect.TokenKind,
                "API key",
                "Integrations → API Access Keys for a key of the account, or My Profile → User Settings → API Access for your own.",
                [new(PagerDutyDialect.Token, "API key"), new(PagerDutyDialect.WebhookSecret, "Webhook secret", Required: false)])
            {
                Scopes = Scopes,
            },
        ],
        Streams = PagerDutyStreams.All,
        WebhookEvents = PagerDutyWebhooks.Events,
    };
}
