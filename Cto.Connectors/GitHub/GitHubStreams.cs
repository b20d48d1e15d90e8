using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>The streams of a GitHub source, in the order in which a new source fills.</summary>
internal static class GitHubStreams
{
    public const string Repositories = "repositories";
    public const string PullRequests = "pull-requests";
    public const string Deployments = "deployments";
    public const string Releases = "releases";
    public const string WorkflowRuns = "workflow-runs";
    public const string DependabotAlerts = "dependabot-alerts";
    public const string CodeAlerts = "code-scanning-alerts";
    public const string BranchProtection = "branch-protection";
    public const string Members = "members";
    public const string Collaborators = "collaborators";
    public const string Stack = "stack";
    public const string PullRequestDetails = "pull-request-details";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Repositories, "Repositories", [FactKinds.Service, FactKinds.Repository]),
        new(PullRequests, "Pull requests", [FactKinds.PullRequest]),
        new(Deployments, "Deployments", [FactKinds.Deployment]),
        new(Releases, "Releases", [FactKinds.Release]),
        new(WorkflowRuns, "Workflow runs", [FactKinds.PipelineRun]),
        new(DependabotAlerts, "Dependabot alerts", [FactKinds.Vulnerability]),
        new(CodeAlerts, "Code scanning alerts", [FactKinds.CodeAlert]),
        new(BranchProtection, "Branch protection", [FactKinds.BranchProtection]),
        new(Members, "Members and teams", [FactKinds.Account, FactKinds.Team]),
        new(Collaborators, "Who may write", [FactKinds.AccessGrant]),
        new(Stack, "Languages, packages and catalogue files", [FactKinds.Repository, FactKinds.Component]),
        // Last: it alone can use up a limit, and the others need little.
        new(PullRequestDetails, "Reviews, sizes and first commits", [FactKinds.PullRequest, FactKinds.Review]),
    ];

    /// <summary>The reader of a stream that goes repository by repository.</summary>
    /// <exception cref="ArgumentException">There is no such stream.</exception>
    public static RepositoryStream Open(string stream, GitHubSession session) => stream switch
    {
        PullRequests => new ListStream<GitHubPullRequest>(session, new PullRequestList(session), "pull requests", (pull, repository) => pull.ToFact(session.Keys, repository.FullName!)),
        PullRequestDetails => new PullRequestDetailStream(session),
        Deployments => session.Settings.From switch
        {
            DeploymentSource.Workflows => new WorkflowDeploymentStream(session),
            DeploymentSource.Releases => new ReleaseDeploymentStream(session),
            _ => new ApiDeploymentStream(session),
        },
        Releases => new ListStream<GitHubRelease>(session, new ReleaseList(session), "releases", (release, repository) => release.ToFact(session.Keys, repository.FullName!)),
        WorkflowRuns => new ListStream<GitHubWorkflowRun>(session, new WorkflowRunList(session), "workflow runs", (run, repository) => run.ToFact(session.Keys, repository.FullName!)),
        DependabotAlerts => new ListStream<GitHubDependabotAlert>(session, new DependabotAlertList(session), "Dependabot alerts", (alert, repository) => alert.ToFact(session.Keys, repository)) { Optional = true },
        CodeAlerts => new ListStream<GitHubCodeAlert>(session, new CodeAlertList(session), "code scanning alerts", (alert, repository) => alert.ToFact(session.Keys, repository)) { Optional = true },
        BranchProtection => new BranchProtectionStream(session) { Optional = true },
        Collaborators => new CollaboratorStream(session) { Optional = true },
        Stack => new StackStream(session) { Optional = true },
        _ => throw new ArgumentException($"GitHub has no stream '{stream}'.", nameof(stream)),
    };
}
