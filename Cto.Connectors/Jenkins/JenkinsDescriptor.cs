using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jenkins;

/// <summary>What the catalogue, the connect form and the API know of Jenkins.</summary>
internal static class JenkinsDescriptor
{
    public const string Builds = "builds";

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "jenkins",
        Title = "Jenkins",
        Category = ConnectorCategory.Delivery,
        Brings = "Builds of all jobs, how long they take and how they end, and the deployments among them.",
        DocumentationUrl = "https://www.jenkins.io/doc/book/using/remote-access-api/",
        Settings =
        [
            UsualSettings.Address(null, "Of the controller, as in your browser.") with { Placeholder = "https://jenkins.example.com" },
            new(JenkinsSettings.Jobs, "Jobs", "Names with their folders, or patterns such as shop/*; empty means all.") { Type = SettingType.List, Placeholder = "shop/*" },
            new(JenkinsSettings.Exclude, "Leave out", "Jobs that do not count, as names or patterns.") { Type = SettingType.List, Placeholder = "sandbox/*" },
            new(JenkinsSettings.DeploymentsFrom, "A deployment is", "Where your deployments show: as builds of certain jobs, as certain stages of pipelines (one request more a build), or elsewhere.")
            {
                Type = SettingType.Choice,
                Choices = ["jobs", "stages", "none"],
                Default = "jobs",
            },
            new(DeploymentPatterns.Setting, "Which of them", "Names of jobs or stages that deploy (deploy-stage*=staging names the environment); empty means *deploy*.") { Type = SettingType.List, Placeholder = "*/deploy*" },
            new(DeploymentPatterns.EnvironmentSetting, "Environment", "Where they deploy to unless their pattern says so.") { Default = DeploymentPatterns.DefaultEnvironment },
            new(JenkinsSettings.Repositories, "Repositories", "Of jobs that check nothing out, as folder/job=owner/name; patterns may be used.") { Type = SettingType.List, Placeholder = "shop/deploy*=acme/shop" },
            UsualSettings.History,
        ],
        Credentials =
        [
            new(
                JenkinsDialect.TokenKind,
                "API token",
                "Your name (top right) → Security → API Token → Add new token.",
                [new(JenkinsDialect.User, "User id", Secret: false), new(JenkinsDialect.Token, "API token")])
            {
                Scopes =
                [
                    new("Overall/Read", "The list of jobs."),
                    new("Job/Read", "The jobs and their builds; those without it are not seen."),
                ],
            },
        ],
        Streams = [new(Builds, "Builds", [FactKinds.PipelineRun, FactKinds.Deployment])],
    };
}
