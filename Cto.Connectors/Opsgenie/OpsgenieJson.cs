using System.Text.Json.Serialization;

namespace Cto.Connectors.Opsgenie;

/// <summary>How Opsgenie's JSON is read: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(OpsgeniePage<OpsgenieAlert>))]
[JsonSerializable(typeof(OpsgeniePage<OpsgenieIncident>))]
[JsonSerializable(typeof(OpsgeniePage<OpsgenieSchedule>))]
[JsonSerializable(typeof(OpsgeniePage<OpsgenieOnCall>))]
[JsonSerializable(typeof(OpsgeniePage<OpsgenieUser>))]
[JsonSerializable(typeof(OpsgeniePage<OpsgenieNamed>))]
[JsonSerializable(typeof(OpsgeniePage<OpsgenieService>))]
[JsonSerializable(typeof(OpsgenieTimelineBody))]
[JsonSerializable(typeof(OpsgenieError))]
internal sealed partial class OpsgenieJson : JsonSerializerContext;
