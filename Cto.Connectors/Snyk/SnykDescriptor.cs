using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>What the catalogue, the connect form and the API know of Snyk.</summary>
internal static class SnykDescriptor
{
    public const string Issues = "issues";

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "snyk",
        Title = "Snyk",
        Category = ConnectorCategory.Security,
        Brings = "Known weaknesses in the packages and images you use, and those that Snyk finds in your own code.",
        DocumentationUrl = "https://docs.snyk.io/snyk-api",
        Limits = "1,620 requests a minute for a token; at most nine tenths of it are used.",
        PollEvery = TimeSpan.FromMinutes(15),
        Settings =
        [
            new(SnykSettings.Organizations, "Organisations", "Their ids, or the slugs in their addresses; empty means all that the token sees.") { Type = SettingType.List, Placeholder = "acme" },
            UsualSettings.Address(SnykSettings.DefaultBaseUrl, "Of your region, for example https://api.eu.snyk.io/rest."),
            UsualSettings.History with { Help = "How many days back the first sync reads what was fixed; what is open is read however old it is." },
        ],
        Credentials =
        [
            new(
                SnykDialect.TokenKind,
                "API token",
                "Settings → Service accounts of the group or organisation, role Viewer (a person's token under Account settings works too).",
                [new(SnykDialect.Token, "Token"), new(SnykDialect.WebhookSecret, "Webhook secret", Required: false)])
            {
                Scopes =
                [
                    new("org.read", "The list of organisations."),
                    new("org.project.read", "Projects, their repositories and their lifecycle, and the issues found in them."),
                ],
            },
        ],
        Streams = [new(Issues, "Issues", [FactKinds.Vulnerability, FactKinds.CodeAlert])],
        WebhookEvents = SnykWebhooks.Events,
    };
}
