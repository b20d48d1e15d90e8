using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Web.Endpoints.Facts;

/// <summary>The kinds of fact lines there are. The same descriptions check what comes in and are published as JSON Schema.</summary>
internal static partial class FactShapes
{
    public static IReadOnlyList<FactShape> All { get; } = [Service(), PullRequest(), Review(), Commit(), Deployment(), Incident(), PipelineRun(), Release()];

    private static readonly FrozenDictionary<string, FactShape> ByKind = All.ToFrozenDictionary(shape => shape.Kind, StringComparer.Ordinal);

    /// <summary>The shape of a kind; <see langword="null"/> when there is none.</summary>
    public static FactShape? Find(string kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>All lines in JSON Schema.</summary>
    public static JsonObject Schema() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "A fact line",
        ["description"] = "One line of the NDJSON that POST /api/v1/facts takes.",
        ["oneOf"] = new JsonArray([.. All.Select(shape => new JsonObject { ["$ref"] = $"#/$defs/{shape.Kind}" })]),
        ["$defs"] = new JsonObject(All.Select(shape => KeyValuePair.Create(shape.Kind, (JsonNode?)shape.ToSchema()))),
    };

    private static FactShape Service() => new(
        FactKinds.Service,
        "A running part of the product: what is deployed, owned by a team and paged for.",
        [
            Key,
            Text("name", "What people call it; deployments and incidents name it so.") with { Required = true },
            Text("team", "The owning team."),
            new("tier", FactFieldType.Integer, "1 (the business stops without it) to 3 (internal).") { Range = (1, 3) },
            Texts("repositories", "The repositories (owner/name) it is built from."),
            new("aliases", FactFieldType.Map, "The names it goes by elsewhere, by system."),
            .. Common,
        ],
        line =>
        [
            new Service
            {
                Key = line.Required("key"),
                Name = line.Required("name"),
                Team = line.Text("team"),
                Tier = line.Integer("tier"),
                Repositories = line.Texts("repositories"),
                Aliases = line.Map("aliases"),
                Url = line.Text("url"),
                ChangedAt = line.Instant("changedAt"),
            },
        ]);

    private static FactShape Deployment() => new(
        FactKinds.Deployment,
        "One run that put a version of a service into one environment.",
        [
            Key,
            Text("service", "The service's name.") with { Required = true },
            Text("repository", "The repository (owner/name) of the version; left out = that of the service."),
            Text("environment", "The environment's name; the company's rules say which are production.") with { Required = true },
            Text("commit", "The deployed commit."),
            Text("ref", "The deployed tag or branch."),
            Instant("startedAt", "When the run began."),
            Instant("finishedAt", "When it ended; left out while it runs."),
            Choice<DeploymentResult>("result", "How it ended; left out while it runs."),
            Texts("commits", "The commits added since the previous successful production deployment; left out = unknown."),
            Text("trigger", "What started it."),
            Texts("labels", "Labels; 'hotfix' and 'rollback' have a meaning."),
            .. Common,
        ],
        line =>
        [
            new Deployment
            {
                Key = line.Required("key"),
                Service = line.Required("service"),
                Repository = line.Text("repository"),
                Environment = line.Required("environment"),
                Commit = line.Text("commit"),
                Ref = line.Text("ref"),
                StartedAt = line.Instant("startedAt"),
                FinishedAt = line.Instant("finishedAt"),
                Result = line.Choice<DeploymentResult>("result"),
                Commits = line.Texts("commits"),
                Trigger = line.Text("trigger"),
                Labels = line.Texts("labels"),
                Url = line.Text("url"),
                ChangedAt = line.Instant("changedAt"),
            },
        ]);

    private static FactShape Incident() => new(
        FactKinds.Incident,
        "An unplanned interruption or degradation of a service.",
        [
            Key,
            Text("title", "What it is about.") with { Required = true },
            Text("service", "The affected service's name."),
            Choice<IncidentSeverity>("severity", "How bad it is, sev1 the worst."),
            Choice<IncidentStatus>("status", "Where it stands.") with { Required = true },
            Instant("startedAt", "When the failure began.") with { Required = true },
            Instant("acknowledgedAt", "When somebody took it."),
            Instant("resolvedAt", "When it was over."),
            Text("deployment", "The key of the deployment that is said to have caused it."),
            Text("assignee", "Who works on it."),
            .. Common,
        ],
        line =>
        [
            new Incident
            {
                Key = line.Required("key"),
                Title = line.Required("title"),
                Service = line.Text("service"),
                Severity = line.Choice<IncidentSeverity>("severity"),
                Status = line.Choice<IncidentStatus>("status")!.Value,
                StartedAt = line.Instant("startedAt")!.Value,
                AcknowledgedAt = line.Instant("acknowledgedAt"),
                ResolvedAt = line.Instant("resolvedAt"),
                Deployment = line.Text("deployment"),
                Assignee = line.Text("assignee"),
                Url = line.Text("url"),
                ChangedAt = line.Instant("changedAt"),
            },
        ]);

    private static FactField Key => Text("key", "Unique per kind in the company, and stable for ever.") with { Required = true };

    private static FactField[] Common =>
        [Text("url", "Its address upstream."), Instant("changedAt", "When upstream last changed it: an older copy never overwrites a newer one. Left out = the last writer wins.")];

    private static FactField Text(string name, string about) => new(name, FactFieldType.Text, about);

    private static FactField Texts(string name, string about) => new(name, FactFieldType.Texts, about);

    private static FactField Flag(string name, string about) => new(name, FactFieldType.Flag, about);

    private static FactField Instant(string name, string about) => new(name, FactFieldType.Instant, about);

    private static FactField Count(string name, string about) => new(name, FactFieldType.Integer, about) { Range = (0, int.MaxValue) };

    private static FactField Choice<T>(string name, string about)
        where T : struct, Enum =>
        new(name, FactFieldType.Choice, about) { Choices = [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)] };
}
