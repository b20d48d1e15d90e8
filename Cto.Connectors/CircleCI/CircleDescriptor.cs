using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.CircleCI;

/// <summary>What the catalogue, the connect form and the API know of CircleCI.</summary>
internal static class CircleDescriptor
{
    public const string Pipelines = "pipelines";

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "circleci",
        Title = "CircleCI",
        Category = ConnectorCategory.Delivery,
        Brings = "Workflow runs, how long they take and how they end, and the deployments among them.",
        DocumentationUrl = "https://circleci.com/docs/api/v2/",
        Limits = "CircleCI states no number; it answers 429 with the time to wait, and what its headers tell is kept to nine tenths.",
        Settings =
        [
            new(CircleSettings.Organization, "Organisation", "Its slug; the pipelines of its projects that you follow.") { Placeholder = "gh/acme" },
            new(CircleSettings.Projects, "Projects", "Slugs of single projects, whether you follow them or not.") { Type = SettingType.List, Placeholder = "gh/acme/shop" },
            UsualSettings.Address(CircleSettings.DefaultBaseUrl, "Of your CircleCI server; leave it for circleci.com."),
            new(CircleSettings.DeploymentsFrom, "A deployment is", "Where your deployments show: as certain jobs (one request more a workflow), as certain workflows, or elsewhere.")
            {
                Type = SettingType.Choice,
                Choices = ["jobs", "workflows", "none"],
                Default = "jobs",
            },
            new(DeploymentPatterns.Setting, "Which of them", "Names of jobs or workflows that deploy (deploy-stage*=staging names the environment); empty means *deploy*.") { Type = SettingType.List, Placeholder = "deploy*" },
            new(DeploymentPatterns.EnvironmentSetting, "Environment", "Where they deploy to unless their pattern says so.") { Default = DeploymentPatterns.DefaultEnvironment },
            UsualSettings.History,
        ],
        Credentials =
        [
            new(
                CircleDialect.TokenKind,
                "Personal API token",
                "User settings → Personal API tokens; project tokens do not open this API.",
                [new(CircleDialect.Token, "Token"), new(CircleDialect.WebhookSecret, "Webhook secret", Required: false)])
            {
                Scopes = [new("read access to the projects", "Tokens have no scopes: they see what their owner sees.")],
            },
        ],
        Streams = [new(Pipelines, "Pipelines", [FactKinds.PipelineRun, FactKinds.Deployment])],
        WebhookEvents = CircleWebhooks.Events,
    };
}
