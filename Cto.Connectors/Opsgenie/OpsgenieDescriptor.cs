using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>What the catalogue, the connect form and the API know of Opsgenie.</summary>
internal static class OpsgenieDescriptor
{
    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "opsgenie",
        Title = "Opsgenie",
        Category = ConnectorCategory.Reliability,
        Brings = "Alerts, incidents, and who is on call when, with the holes in it.",
        DocumentationUrl = "https://docs.opsgenie.com/docs/api-overview",
        Limits = "Opsgenie's limits depend on the plan and the number of users and are told only once they are reached; then the source waits as long as Opsgenie says.",
        Notice = "Atlassian ends Opsgenie on 5 April 2027: its API stops then. Move on-call to Jira Service Management or PagerDuty before; what was read stays.",
        Settings =
        [
            UsualSettings.Address(OpsgenieSettings.DefaultBaseUrl, "https://api.eu.opsgenie.com for accounts in Europe."),
            SeverityNames.Descriptor,
            UsualSettings.History,
        ],
        Credentials =
        [
            new(OpsgenieDialect.KeyKind, "API key", "Settings → API key management → Add new API key; a key of a team's integration sees that team alone.", [new(OpsgenieDialect.Key, "API key")])
            {
                Scopes =
                [
                    new("Read", "Alerts and incidents."),
                    new("Configuration access", "Schedules, people, teams and services.", Required: false),
                ],
            },
        ],
        Streams = OpsgenieStreams.All,
    };
}
