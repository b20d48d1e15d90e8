using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Jira;

/// <summary>How Jira's JSON is read and written: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText)],
    DefaultBufferSize = 128 * 1024,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JiraIssues))]
[JsonSerializable(typeof(JiraCount))]
[JsonSerializable(typeof(JiraQuery))]
[JsonSerializable(typeof(JiraIssue))]
[JsonSerializable(typeof(JiraIssueDraft))]
[JsonSerializable(typeof(JiraHistoryPage))]
[JsonSerializable(typeof(JiraProjects))]
[JsonSerializable(typeof(JiraProject[]))]
[JsonSerializable(typeof(JiraUser[]))]
[JsonSerializable(typeof(JiraAttachment[]))]
[JsonSerializable(typeof(JiraTransitions))]
[JsonSerializable(typeof(JiraMove))]
[JsonSerializable(typeof(JiraNothing))]
[JsonSerializable(typeof(JiraBoards))]
[JsonSerializable(typeof(JiraSprints))]
[JsonSerializable(typeof(JiraField[]))]
[JsonSerializable(typeof(JiraStatus[]))]
[JsonSerializable(typeof(JiraComments))]
[JsonSerializable(typeof(JiraServerInfo))]
[JsonSerializable(typeof(AtlassianResource[]))]
[JsonSerializable(typeof(JiraError))]
[JsonSerializable(typeof(JiraHistory))]
[JsonSerializable(typeof(JiraWebhookPayload))]
internal sealed partial class JiraJson : JsonSerializerContext;
