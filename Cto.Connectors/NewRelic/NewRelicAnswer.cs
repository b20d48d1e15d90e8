using System.Text.Json.Serialization;


namespace Cto.Connectors.NewRelic;

/// <summary>What NerdGraph answers; each question fills its own part, and errors stand beside what could be answered.</summary>
internal sealed class NewRelicAnswer
{
    public NewRelicData? Data { get; set; }
    public NewRelicError?[]? Errors { get; set; }
}

internal sealed class NewRelicData
{
    public NewRelicActor? Actor { get; set; }
}

internal sealed class NewRelicActor
{
    public NewRelicUser? User { get; set; }
    public NewRelicAccount?[]? Accounts { get; set; }
    public NewRelicAccount? Account { get; set; }
    public NewRelicSearch? EntitySearch { get; set; }
    public NewRelicEntity?[]? Entities { get; set; }
}

internal sealed class NewRelicUser
{
    public string? Email { get; set; }
    public string? Name { get; set; }
}

internal sealed class NewRelicAccount
{
    public int? Id { get; set; }
    public string? Name { get; set; }
    public NewRelicRows? Nrql { get; set; }
}

internal sealed class NewRelicRows
{
    public NewRelicRow?[]? Results { get; set; }
}

internal sealed class NewRelicSearch
{
    public NewRelicEntityPage? Results { get; set; }
}

internal sealed class NewRelicEntityPage
{
    public string? NextCursor { get; set; }
    public NewRelicEntity?[]? Entities { get; set; }
}

/// <summary>One row of an NRQL answer: a span of an indicator, or an event of an issue.</summary>
internal sealed class NewRelicRow
{
    public string? Facet { get; set; }
    public long? BeginTimeSeconds { get; set; }
    public long? EndTimeSeconds { get; set; }
    public double? Good { get; set; }
    public double? Bad { get; set; }
    public double? Valid { get; set; }

    public string? IssueId { get; set; }
    public string? Event { get; set; }
    public string? Title { get; set; }
    public string? Priority { get; set; }
    public string? Entities { get; set; }
    public string? Policies { get; set; }
    public string? IssueLink { get; set; }
    public string? AcknowledgedBy { get; set; }
    public long? Timestamp { get; set; }
    public long? CreateTime { get; set; }
    public long? AcknowledgeTime { get; set; }
    public long? CloseTime { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(NewRelicQuestion))]
[JsonSerializable(typeof(NewRelicAnswer))]
internal sealed partial class NewRelicJson : JsonSerializerContext;
