using System.Text.Json.Serialization;
using Cto.Connectors.Code;

namespace Cto.Connectors.GitHub;

/// <summary>How GitHub's JSON is read: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    DefaultBufferSize = 128 * 1024,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(GitHubPullRequest[]))]
[JsonSerializable(typeof(GitHubReview[]))]
[JsonSerializable(typeof(GitHubCommit[]))]
[JsonSerializable(typeof(GitHubComparison))]
[JsonSerializable(typeof(GitHubDeployment[]))]
[JsonSerializable(typeof(GitHubDeploymentStatus[]))]
[JsonSerializable(typeof(GitHubWorkflowRuns))]
[JsonSerializable(typeof(GitHubRelease[]))]
[JsonSerializable(typeof(GitHubRepository[]))]
[JsonSerializable(typeof(CodeFile))]
[JsonSerializable(typeof(GitHubRepositories))]
[JsonSerializable(typeof(GitHubDependabotAlert[]))]
[JsonSerializable(typeof(GitHubCodeAlert[]))]
[JsonSerializable(typeof(GitHubProtection))]
[JsonSerializable(typeof(GitHubBranchRule[]))]
[JsonSerializable(typeof(GitHubCollaborator[]))]
[JsonSerializable(typeof(GitHubUser[]))]
[JsonSerializable(typeof(GitHubTeam[]))]
[JsonSerializable(typeof(Dictionary<string, long>))]
[JsonSerializable(typeof(GitHubBillOfMaterials))]
[JsonSerializable(typeof(GitHubIssue[]))]
[JsonSerializable(typeof(GitHubNewIssue))]
[JsonSerializable(typeof(GitHubError))]
[JsonSerializable(typeof(GitHubWebhookPayload))]
internal sealed partial class GitHubJson : JsonSerializerContext;
