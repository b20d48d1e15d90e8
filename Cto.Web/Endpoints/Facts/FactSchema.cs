using System.Text.Json.Nodes;

namespace Cto.Web.Endpoints.Facts;

/// <summary>Writes the kinds of fact lines down in JSON Schema.</summary>
internal static class FactSchema
{
    /// <summary>All lines.</summary>
    public static JsonObject Of(IReadOnlyList<FactShape> shapes) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "A fact line",
        ["description"] = "One line of the NDJSON that POST /api/v1/facts takes.",
        ["oneOf"] = new JsonArray([.. shapes.Select(shape => new JsonObject { ["$ref"] = $"#/$defs/{shape.Kind}" })]),
        ["$defs"] = new JsonObject(shapes.Select(shape => KeyValuePair.Create(shape.Kind, (JsonNode?)Of(shape)))),
    };

    private static JsonObject Of(FactShape shape)
    {
        var kind = new FactField(FactLine.KindField, FactFieldType.Choice, "The kind of fact.") { Required = true, Choices = [shape.Kind] };
        var schema = Of((IReadOnlyList<FactField>)[kind, .. shape.Fields]);
        schema["description"] = DomainDocs.Of(shape.Type);
        return schema;
    }

    private static JsonObject Of(IReadOnlyList<FactField> fields) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Of(field)))),
        ["required"] = new JsonArray([.. fields.Where(field => field.Required).Select(field => JsonValue.Create(field.Name))]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Of(FactField field)
    {
        var schema = field.Type switch
        {
            FactFieldType.Text => Typed("string"),
            FactFieldType.Flag => Typed("boolean"),
            FactFieldType.Integer => Limited("integer"),
            FactFieldType.Number => Limited("number"),
            FactFieldType.Instant => Formatted("date-time"),
            FactFieldType.Day => Formatted("date"),
            FactFieldType.Choice => new JsonObject { ["enum"] = new JsonArray([.. field.Choices.Select(choice => JsonValue.Create(choice)), .. field.Required ? [] : new JsonNode?[] { null }]) },
            FactFieldType.Texts => new JsonObject { ["type"] = Types("array"), ["items"] = new JsonObject { ["type"] = "string" } },
            FactFieldType.Map => new JsonObject { ["type"] = Types("object"), ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
            FactFieldType.Items => new JsonObject { ["type"] = Types("array"), ["items"] = Of(field.Items) },
            _ => throw new InvalidOperationException($"{field.Type} has no schema."),
        };
        if (field.About is { } about)
        {
            schema["description"] = about;
        }

        return schema;

        JsonNode Types(string type) => field.Required ? JsonValue.Create(type) : new JsonArray(type, "null");

        JsonObject Typed(string type) => new() { ["type"] = Types(type) };

        JsonObject Formatted(string format) => new() { ["type"] = Types("string"), ["format"] = format };

        JsonObject Limited(string type) => field.Range is not { } range ? Typed(type) : new() { ["type"] = Types(type), ["minimum"] = range.Least, ["maximum"] = range.Most };
    }
}
