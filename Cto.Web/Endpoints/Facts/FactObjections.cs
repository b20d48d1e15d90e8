using System.Globalization;
using System.Text.Json;
using Cto.Web.Endpoints.Json;

namespace Cto.Web.Endpoints.Facts;

/// <summary>Says what is wrong with a line or a value, in words for who sent it.</summary>
internal static class FactObjections
{
    /// <summary>What is wrong with an object that should have these fields, as a sentence; <see langword="null"/> when nothing is.</summary>
    public static string? To(JsonElement line, IReadOnlyList<FactField> fields, bool withKind = false)
    {
        foreach (var property in line.EnumerateObject())
        {
            if (withKind && property.NameEquals(FactLine.KindField))
            {
                continue;
            }

            if (fields.FirstOrDefault(field => property.NameEquals(field.Name)) is not { } known)
            {
                return $"unknown field '{property.Name}'";
            }

            if (To(property.Value, known) is { } objection)
            {
                return objection[0] == '[' ? known.Name + objection : $"'{known.Name}' {objection}";
            }
        }

        return fields.FirstOrDefault(field => field.Required && !line.TryGetProperty(field.Name, out _)) is { } missing ? $"'{missing.Name}' is needed" : null;
    }

    /// <summary>The end of a sentence that begins with the field's name.</summary>
    private static string? To(JsonElement value, FactField field) => (field.Type, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => field.Required ? "is needed" : null,
        (FactFieldType.Text, JsonValueKind.String) => field.Required && value.GetString()!.Length == 0 ? "must not be empty" : null,
        (FactFieldType.Text, _) => "must be a text",
        (FactFieldType.Flag, JsonValueKind.True or JsonValueKind.False) => null,
        (FactFieldType.Flag, _) => "must be true or false",
        (FactFieldType.Integer, JsonValueKind.Number) when value.TryGetInt32(out var number) && Within(field, number) => null,
        (FactFieldType.Integer, _) => "must be a whole number" + Limits(field),
        (FactFieldType.Number, JsonValueKind.Number) when value.TryGetDecimal(out var number) && Within(field, (double)number) => null,
        (FactFieldType.Number, _) => "must be a number" + Limits(field),
        (FactFieldType.Instant, JsonValueKind.String) when InstantConverter.TryParse(value.GetString(), out _) => null,
        (FactFieldType.Instant, _) => "must be an instant with its zone, such as 2026-01-31T12:00:00Z",
        (FactFieldType.Day, JsonValueKind.String) when DateOnly.TryParseExact(value.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => null,
        (FactFieldType.Day, _) => "must be a day, such as 2026-01-31",
        (FactFieldType.Choice, JsonValueKind.String) when field.Choices.Contains(value.GetString()!) => null,
        (FactFieldType.Choice, _) => $"must be one of {string.Join(", ", field.Choices)}",
        (FactFieldType.Texts, JsonValueKind.Array) when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => null,
        (FactFieldType.Texts, _) => "must be a list of texts",
        (FactFieldType.Map, JsonValueKind.Object) when value.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.String) => null,
        (FactFieldType.Map, _) => "must be an object of texts",
        (FactFieldType.Items, JsonValueKind.Array) => value.EnumerateArray().Select((item, index) => ToItem(item, index, field.Items)).FirstOrDefault(found => found is not null),
        (FactFieldType.Items, _) => "must be a list of objects",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, null),
    };

    private static string? ToItem(JsonElement item, int index, IReadOnlyList<FactField> fields) =>
        item.ValueKind != JsonValueKind.Object ? $"[{index}] must be an object"
        : To(item, fields) is { } objection ? $"[{index}]: {objection}"
        : null;

    private static bool Within(FactField field, double number) => field.Range is not { } range || (number >= range.Least && number <= range.Most);

    private static string Limits(FactField field) => field.Range is { } range ? string.Create(CultureInfo.InvariantCulture, $" from {range.Least} to {range.Most}") : "";
}
