using Cto.Connectors.Code;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>The streams of a GitLab source, in the order in which a new source fills.</summary>
internal static class GitLabStreams
{
    public const string Projects = "projects";
    public const string MergeRequests = "merge-requests";
    public const string Deployments = "deployments";
    public const string Releases = "releases";
    public const string Pipelines = "pipelines";
    public const string Members = "members";
    public const string CatalogueFiles = "catalogue-files";
    public const string MergeRequestDetails = "merge-request-details";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Projects, "Projects", [FactKinds.Service, FactKinds.Repository]),
        new(MergeRequests, "Merge requests", [FactKinds.PullRequest]),
        new(Deployments, "Deployments", [FactKinds.Deployment]),
        new(Releases, "Releases", [FactKinds.Release]),
        new(Pipelines, "Pipelines", [FactKinds.PipelineRun]),
        new(Members, "Members", [FactKinds.Account, FactKinds.AccessGrant]),
        new(CatalogueFiles, "Catalogue files", [FactKinds.Repository]),
        // Last: it needs most requests.
        new(MergeRequestDetails, "Reviews and first commits", [FactKinds.PullRequest, FactKinds.Review]),
    ];

    /// <summary>The reader of a stream that goes project by project.</summary>
    /// <exception cref="ArgumentException">There is no such stream.</exception>
    public static CodeStream<GitLabProject> Open(string stream, GitLabSession session) => stream switch
    {
        MergeRequests => new MergeRequestStream(session),
        MergeRequestDetails => new MergeRequestDetailStream(session),
        Deployments => new GitLabDeploymentStream(session),
        Releases => new GitLabReleaseStream(session),
        Pipelines => new PipelineStream(session),
        CatalogueFiles => new CatalogInfoStream(session) { Optional = true },
        _ => throw new ArgumentException($"GitLab has no stream '{stream}'.", nameof(stream)),
    };
}
