using System.Text.Json.Serialization;

namespace Cto.Connectors.Slack;

/// <summary>How Slack's JSON is read and written: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SlackIdentity))]
[JsonSerializable(typeof(SlackUsers))]
[JsonSerializable(typeof(SlackChannels))]
[JsonSerializable(typeof(SlackPosted))]
[JsonSerializable(typeof(SlackHistory))]
[JsonSerializable(typeof(SlackPermalink))]
[JsonSerializable(typeof(SlackUpload))]
[JsonSerializable(typeof(SlackUploaded))]
[JsonSerializable(typeof(SlackEventMetadata))]
[JsonSerializable(typeof(SlackEvent))]
internal sealed partial class SlackJson : JsonSerializerContext;
