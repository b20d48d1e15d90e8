using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Asana;

/// <summary>How Asana's JSON is read and written: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText)],
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AsanaAnswer<AsanaUser>))]
[JsonSerializable(typeof(AsanaAnswer<AsanaProject[]>))]
[JsonSerializable(typeof(AsanaAnswer<AsanaTask[]>))]
[JsonSerializable(typeof(AsanaAnswer<AsanaTask>))]
[JsonSerializable(typeof(AsanaAnswer<AsanaStory[]>))]
[JsonSerializable(typeof(AsanaAnswer<AsanaStory>))]
[JsonSerializable(typeof(AsanaAnswer<AsanaNamed>))]
[JsonSerializable(typeof(AsanaAnswer<AsanaNamed[]>))]
[JsonSerializable(typeof(AsanaDraft<AsanaTaskDraft>))]
[JsonSerializable(typeof(AsanaDraft<AsanaCommentDraft>))]
[JsonSerializable(typeof(AsanaErrors))]
[JsonSerializable(typeof(AsanaEvents))]
internal sealed partial class AsanaJson : JsonSerializerContext;
