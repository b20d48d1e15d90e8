using System.Text.Json.Serialization;
using Cto.Connectors.ThreatFeeds.Epss;
using Cto.Connectors.ThreatFeeds.GitHubAdvisories;
using Cto.Connectors.ThreatFeeds.Kev;
using Cto.Connectors.ThreatFeeds.Nvd;
using Cto.Connectors.ThreatFeeds.Osv;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>How FIRST's and GitHub's JSON is read: names in snake_case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultBufferSize = 64 * 1024,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(EpssAnswer))]
[JsonSerializable(typeof(GitHubAdvisory[]))]
internal sealed partial class ThreatFeedsJson : JsonSerializerContext;

/// <summary>How OSV's JSON is written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(OsvBatch))]
[JsonSerializable(typeof(OsvBatchAnswer))]
[JsonSerializable(typeof(OsvVulnerability))]
internal sealed partial class ThreatFeedsOsvJson : JsonSerializerContext;

/// <summary>How CISA's and NIST's JSON is read: names in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultBufferSize = 64 * 1024, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(KevCatalogue))]
[JsonSerializable(typeof(NvdAnswer))]
internal sealed partial class ThreatFeedsCamelJson : JsonSerializerContext;
