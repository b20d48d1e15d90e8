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
    public const string PullRequestDetails = "pull-request-details";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Repositories, "Repositories", [FactKinds.Service]),
        new(PullRequests, "Pull requests", [FactKinds.PullRequest]),
        new(Deployments, "Deployments", [FactKinds.Deployment]),
        new(Releases, "Releases", [FactKinds.Release]),
        new(WorkflowRuns, "Workflow runs", [FactKinds.PipelineRun]),
        // Last: it alone can use up a limit, and the others need little.
        new(PullRequestDetails, "Reviews, sizes and first commits", [FactKinds.PullRequest, FactKinds.Review]),
    ];

    /// <summary>The reader of a stream that goes repository by repository.</summary>
    /// <exception cref="ArgumentException">There is no such stream.</exception>
    public static RepositoryStream Open(string stream, GitHubSession session) => stream switch
    {
        PullRequests => new PullRequestStream(session),
        PullRequestDetails => new PullRequestDetailStream(session),
        Deployments => session.Settings.From switch
        {
            DeploymentSource.Workflows => new WorkflowDeploymentStream(session),
            DeploymentSource.Releases => new ReleaseDeploymentStream(session),
            _ => new ApiDeploymentStream(session),
        },
        Releases => new ReleaseStream(session),
        WorkflowRuns => new WorkflowRunStream(session),
        _ => throw new ArgumentException($"GitHub has no stream '{stream}'.", nameof(stream)),
    };
}
