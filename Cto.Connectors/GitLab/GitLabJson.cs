using System.Text.Json.Serialization;
using Cto.Connectors.Code;

namespace Cto.Connectors.GitLab;

/// <summary>How GitLab's JSON is read: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CodeFile))]
[JsonSerializable(typeof(GitLabProject[]))]
[JsonSerializable(typeof(GitLabMergeRequest[]))]
[JsonSerializable(typeof(GitLabCommit[]))]
[JsonSerializable(typeof(GitLabComparison))]
[JsonSerializable(typeof(GitLabPipeline[]))]
[JsonSerializable(typeof(GitLabDeployment[]))]
[JsonSerializable(typeof(GitLabRelease[]))]
[JsonSerializable(typeof(GitLabNote[]))]
[JsonSerializable(typeof(GitLabMember[]))]
[JsonSerializable(typeof(GitLabUser[]))]
[JsonSerializable(typeof(GitLabToken))]
[JsonSerializable(typeof(GitLabIssue[]))]
[JsonSerializable(typeof(GitLabNewIssue))]
[JsonSerializable(typeof(GitLabError))]
[JsonSerializable(typeof(GitLabWebhookPayload))]
internal sealed partial class GitLabJson : JsonSerializerContext;
