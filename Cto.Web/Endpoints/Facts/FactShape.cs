using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Domain;

namespace Cto.Web.Endpoints.Facts;

/// <summary>A kind of fact line: its fields, and the facts that a line of it stands for.</summary>
/// <param name="Kind">The line's <c>kind</c>.</param>
/// <param name="About">What it is, for the schema.</param>
/// <param name="Fields">All that a line may have besides <c>kind</c>.</param>
/// <param name="Read">Makes the fact, and the ones that come with it, of a line that was checked.</param>
internal sealed record FactShape(string Kind, string About, IReadOnlyList<FactField> Fields, Func<FactValues, IReadOnlyList<Fact>> Read)
{
    private const string KindField = "kind";

    /// <summary>What is wrong with an object that should have these fields, as a sentence; <see langword="null"/> when nothing is.</summary>
    public static string? Objection(IReadOnlyList<FactField> fields, JsonElement line, bool withKind = false)
    {
        foreach (var property in line.EnumerateObject())
        {
            if (withKind && property.NameEquals(KindField))
            {
                continue;
            }

            if (fields.FirstOrDefault(field => property.NameEquals(field.Name)) is not { } known)
            {
                return $"unknown field '{property.Name}'";
            }

            if (known.Objection(property.Value) is { } objection)
            {
                return objection[0] == '[' ? known.Name + objection : $"'{known.Name}' {objection}";
            }
        }

        return fields.FirstOrDefault(field => field.Required && !line.TryGetProperty(field.Name, out _)) is { } missing ? $"'{missing.Name}' is needed" : null;
    }

    /// <summary>The lines of this kind in JSON Schema.</summary>
    public JsonObject ToSchema()
    {
        var schema = ObjectSchema([new FactField(KindField, FactFieldType.Choice, "The kind of fact.") { Required = true, Choices = [Kind] }, .. Fields]);
        schema["description"] = About;
        return schema;
    }

    public static JsonObject ObjectSchema(IReadOnlyList<FactField> fields) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.ToSchema()))),
        ["required"] = new JsonArray([.. fields.Where(field => field.Required).Select(field => JsonValue.Create(field.Name))]),
        ["additionalProperties"] = false,
    };
}
