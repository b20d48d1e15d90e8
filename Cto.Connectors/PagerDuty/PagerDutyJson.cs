using System.Text.Json.Serialization;

namespace Cto.Connectors.PagerDuty;

/// <summary>How PagerDuty's JSON is read and written: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PagerDutyIncidentPage))]
[JsonSerializable(typeof(PagerDutyLogEntry[]))]
[JsonSerializable(typeof(PagerDutyLogEntryPage))]
[JsonSerializable(typeof(PagerDutySchedulePage))]
[JsonSerializable(typeof(PagerDutyServicePage))]
[JsonSerializable(typeof(PagerDutyPolicyPage))]
[JsonSerializable(typeof(PagerDutyUserPage))]
[JsonSerializable(typeof(PagerDutyTeamPage))]
[JsonSerializable(typeof(PagerDutyIncidentBody))]
[JsonSerializable(typeof(PagerDutyScheduleBody))]
[JsonSerializable(typeof(PagerDutyUserBody))]
[JsonSerializable(typeof(PagerDutyNoteBody))]
[JsonSerializable(typeof(PagerDutyNotes))]
[JsonSerializable(typeof(PagerDutyNewIncident))]
[JsonSerializable(typeof(PagerDutyIncidentUpdate))]
[JsonSerializable(typeof(PagerDutyErrorBody))]
[JsonSerializable(typeof(PagerDutyDelivery))]
internal sealed partial class PagerDutyJson : JsonSerializerContext;
