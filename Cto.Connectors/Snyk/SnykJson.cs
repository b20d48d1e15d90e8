using System.Text.Json.Serialization;

namespace Cto.Connectors.Snyk;

/// <summary>How Snyk's JSON is read: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SnykDocument<SnykOrganization?[]>))]
[JsonSerializable(typeof(SnykDocument<SnykProject?[]>))]
[JsonSerializable(typeof(SnykDocument<SnykIssue?[]>))]
[JsonSerializable(typeof(SnykDocument<SnykSelf>))]
[JsonSerializable(typeof(SnykRefusal))]
[JsonSerializable(typeof(SnykDelivery))]
internal sealed partial class SnykJson : JsonSerializerContext;
