using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Web.Endpoints.Json;

namespace Cto.Web.Endpoints.Facts;

/// <summary>One field of a fact line: what it may hold, said once for the check and for the published schema.</summary>
internal sealed record FactField(string Name, FactFieldType Type, string About)
{
    public bool Required { get; init; }

    /// <summary>The words allowed for <see cref="FactFieldType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The least and the most allowed for <see cref="FactFieldType.Integer"/>.</summary>
    public (long Least, long Most) Range { get; init; } = (int.MinValue, int.MaxValue);

    /// <summary>The fields of each item of <see cref="FactFieldType.Items"/>.</summary>
    public IReadOnlyList<FactField> Items { get; init; } = [];

    /// <summary>What is wrong with a value, as the end of a sentence that begins with the field's name; <see langword="null"/> when nothing is.</summary>
    public string? Objection(JsonElement value) => (Type, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => Required ? "is needed" : null,
        (FactFieldType.Text, JsonValueKind.String) => Required && value.GetString()!.Length == 0 ? "must not be empty" : null,
        (FactFieldType.Text, _) => "must be a text",
        (FactFieldType.Flag, JsonValueKind.True or JsonValueKind.False) => null,
        (FactFieldType.Flag, _) => "must be true or false",
        (FactFieldType.Instant, _) => value.ValueKind == JsonValueKind.String && InstantConverter.TryParse(value.GetString(), out _)
            ? null
            : "must be an instant with its zone, such as 2026-01-31T12:00:00Z",
        (FactFieldType.Integer, _) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= Range.Least && number <= Range.Most
            ? null
            : $"must be a whole number from {Range.Least} to {Range.Most}",
        (FactFieldType.Choice, _) => value.ValueKind == JsonValueKind.String && Choices.Contains(value.GetString()!)
            ? null
            : $"must be one of {string.Join(", ", Choices)}",
        (FactFieldType.Texts, _) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? null
            : "must be a list of texts",
        (FactFieldType.Map, _) => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.String)
            ? null
            : "must be an object of texts",
        (FactFieldType.Items, JsonValueKind.Array) => value.EnumerateArray().Select((item, index) => ItemObjection(item, index)).FirstOrDefault(found => found is not null),
        (FactFieldType.Items, _) => "must be a list of objects",
        _ => throw new ArgumentOutOfRangeException(nameof(value), Type, null),
    };

    /// <summary>The field in JSON Schema.</summary>
    public JsonObject ToSchema()
    {
        var schema = Type switch
        {
            FactFieldType.Text => Of("string"),
            FactFieldType.Flag => Of("boolean"),
            FactFieldType.Integer => new JsonObject { ["type"] = Types("integer"), ["minimum"] = Range.Least, ["maximum"] = Range.Most },
            FactFieldType.Instant => new JsonObject { ["type"] = Types("string"), ["format"] = "date-time" },
            FactFieldType.Choice => new JsonObject { ["enum"] = new JsonArray([.. Choices.Select(choice => JsonValue.Create(choice)), .. Required ? [] : new JsonNode?[] { null }]) },
            FactFieldType.Texts => new JsonObject { ["type"] = Types("array"), ["items"] = new JsonObject { ["type"] = "string" } },
            FactFieldType.Map => new JsonObject { ["type"] = Types("object"), ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
            FactFieldType.Items => new JsonObject { ["type"] = Types("array"), ["items"] = FactShape.ObjectSchema(Items) },
            _ => throw new InvalidOperationException($"{Type} has no schema."),
        };
        schema["description"] = About;
        return schema;
    }

    private string? ItemObjection(JsonElement item, int index) =>
        item.ValueKind != JsonValueKind.Object ? $"[{index}] must be an object"
        : FactShape.Objection(Items, item) is { } objection ? $"[{index}]: {objection}"
        : null;

    private JsonObject Of(string type) => new() { ["type"] = Types(type) };

    private JsonNode Types(string type) => Required ? JsonValue.Create(type) : new JsonArray(type, "null");
}

/// <summary>The type of a field of a fact line.</summary>
internal enum FactFieldType
{
    Text,
    Flag,
    Integer,
    Instant,
    Choice,
    Texts,
    Map,
    Items,
}
