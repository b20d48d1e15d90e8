using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>What the catalogue, the connect form and the API know of SonarQube.</summary>
internal static class SonarDescriptor
{
    public const string QualityGates = "quality-gates";
    public const string Measures = "measures";
    public const string IssueCounts = "issue-counts";

    private static readonly CredentialField[] Fields = [new(SonarDialect.Token, "Token"), new(SonarDialect.WebhookSecret, "Webhook secret", Required: false)];

    private static readonly ScopeDescriptor[] Scopes =
    [
        new("Browse", "Gates, measures and issue counts of the projects that the token's owner may browse."),
        new("Administer", "Which repository a project is bound to, on servers before 10.1.", Required: false),
    ];

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "sonarqube",
        Title = "SonarQube",
        Category = ConnectorCategory.Quality,
        Brings = "Coverage, duplication, complexity, technical debt, ratings and quality gates of each project, with their history.",
        DocumentationUrl = "https://docs.sonarsource.com/sonarqube-server/extension-guide/web-api/",
        PollEvery = TimeSpan.FromMinutes(15),
        Settings =
        [
            UsualSettings.Address(SonarSettings.CloudUrl, "Of your server; leave it for SonarQube Cloud."),
            new(SonarSettings.Organization, "Organisation", "Its key in SonarQube Cloud; empty for a server of your own.") { Placeholder = "acme" },
            new(SonarSettings.Projects, "Projects", "Their keys or names, or patterns such as shop-*; empty means all.") { Type = SettingType.List },
            new(SonarSettings.Exclude, "Leave out", "Projects that do not count, as keys, names or patterns.") { Type = SettingType.List, Placeholder = "*-sandbox" },
            new(SonarSettings.Repositories, "Repositories", "Of projects that are not bound to theirs at SonarQube, as project-key=owner/name.") { Type = SettingType.List, Placeholder = "acme_shop=acme/shop" },
            UsualSettings.History,
        ],
        Credentials =
        [
            new(SonarDialect.BearerKind, "Token", "My account → Security → Generate tokens, of type user token.", Fields) { Scopes = Scopes },
            new(SonarDialect.BasicKind, "Token (servers before 10.0)", "The same token, sent as a user name without password.", Fields) { Scopes = Scopes },
        ],
        Streams =
        [
            new(QualityGates, "Quality gates", [FactKinds.QualityGate]),
            new(IssueCounts, "Issue counts", [FactKinds.CodeIssueCount]),
            new(Measures, "Measures", [FactKinds.CodeMeasure]),
        ],
        WebhookEvents = ["analysis"],
    };
}
