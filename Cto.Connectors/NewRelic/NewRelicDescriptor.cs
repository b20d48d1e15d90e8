using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>What the catalogue, the connect form and the API know of New Relic.</summary>
internal static class NewRelicDescriptor
{
    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "newrelic",
        Title = "New Relic",
        Category = ConnectorCategory.Reliability,
        Brings = "Service levels with their history, alerts, and the applications and hosts behind them.",
        DocumentationUrl = "https://docs.newrelic.com/docs/apis/nerdgraph/get-started/introduction-new-relic-nerdgraph/",
        Limits = "3,000 queries a minute and account, 25 at a time for a user; at most nine tenths of it are used.",
        Settings =
        [
            new(NewRelicSettings.Accounts, "Accounts", "Their numbers; empty means all that the key sees.") { Type = SettingType.List, Placeholder = "1234567" },
            UsualSettings.Address(NewRelicSettings.DefaultBaseUrl, "https://api.eu.newrelic.com for accounts in Europe."),
            NewRelicSettings.SliDays,
            NewRelicSettings.AlertDays,
        ],
        Credentials =
        [
            new(NewRelicDialect.KeyKind, "User key", "Your name → API Keys → Create a key of the type User; it begins with NRAK.", [new(NewRelicDialect.Key, "User key")])
            {
                Scopes =
                [
                    new("Read only", "Entities, service levels and alerts of the accounts that the user sees; a basic user suffices for NRQL of alerts and metrics."),
                ],
            },
        ],
        Streams = NewRelicStreams.All,
    };
}
