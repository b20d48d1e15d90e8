using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cto.Upstreams.Tests.Descriptions;

/// <summary>Holds a JSON value against a schema: the part of JSON Schema that OpenAPI 3 and Swagger 2 use.</summary>
/// <param name="document">Where references lead to.</param>
internal sealed class SchemaCheck(JsonElement document)
{
    private const int Deep = 40;

    /// <summary>What is wrong, each a sentence that begins with the place; empty when all is right.</summary>
    public IEnumerable<string> Problems(JsonElement schema, JsonElement value, string place = "$", int depth = 0)
    {
        schema = Resolve(schema);
        if (schema.ValueKind is not JsonValueKind.Object || depth > Deep)
        {
            return [];
        }

        if (value.ValueKind is JsonValueKind.Null)
        {
            return IsNullable(schema) ? [] : [$"{place} is null"];
        }

        return Type(schema, value, place) is { } wrong
            ? [wrong]
            : [.. Words(schema, value, place), .. Members(schema, value, place, depth), .. Items(schema, value, place, depth), .. Alternatives(schema, value, place, depth)];
    }

    /// <summary>Follows references until there is none.</summary>
    public JsonElement Resolve(JsonElement node)
    {
        while (node.ValueKind is JsonValueKind.Object && node.TryGetProperty("$ref", out var reference))
        {
            node = document;
            foreach (var part in reference.GetString()!.TrimStart('#', '/').Split('/'))
            {
                node = node.ValueKind is JsonValueKind.Array
                    ? node[int.Parse(part, CultureInfo.InvariantCulture)]
                    : node.GetProperty(Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            }
        }

        return node;
    }

    private bool IsNullable(JsonElement schema)
    {
        schema = Resolve(schema);
        return Flag(schema, "nullable") || Flag(schema, "x-nullable") || !schema.EnumerateObject().Any(property => property.Name is "type" or "allOf" or "anyOf" or "oneOf" or "properties" or "enum") ||
            (schema.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.Array && type.EnumerateArray().Any(one => one.GetString() == "null")) ||
            (schema.TryGetProperty("type", out type) && type.ValueKind is JsonValueKind.String && type.GetString() == "null") ||
            (schema.TryGetProperty("enum", out var values) && values.EnumerateArray().Any(one => one.ValueKind is JsonValueKind.Null)) ||
            List(schema, "anyOf").Concat(List(schema, "oneOf")).Any(IsNullable) || (List(schema, "allOf").ToList() is { Count: > 0 } all && all.TrueForAll(IsNullable));
    }

    private static string? Type(JsonElement schema, JsonElement value, string place)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        string[] types = type.ValueKind is JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];
        return types.Any(one => one switch
        {
            "object" => value.ValueKind is JsonValueKind.Object,
            "array" => value.ValueKind is JsonValueKind.Array,
            "string" => value.ValueKind is JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind is JsonValueKind.Number && decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number),
            "number" => value.ValueKind is JsonValueKind.Number,
            "file" => true,
            _ => false,
        })
            ? null
            : $"{place} is {value.ValueKind} instead of {string.Join(" or ", types)}";
    }

    private static IEnumerable<string> Words(JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            yield return $"{place} is {Short(value)}, which is not one of {Short(values)}";
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            yield break;
        }

        var text = value.GetString()!;
        if (schema.TryGetProperty("format", out var format) && !HasFormat(format.GetString()!, text))
        {
            yield return $"{place} is {Short(value)} and no {format.GetString()}";
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)))
        {
            yield return $"{place} is {Short(value)} and does not match {pattern.GetString()}";
        }

        if (Number(schema, "minLength") > text.Length || Number(schema, "maxLength") < text.Length)
        {
            yield return $"{place} has {text.Length} characters";
        }
    }

    private IEnumerable<string> Members(JsonElement schema, JsonElement value, string place, int depth)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var name in List(schema, "required").Where(required => required.ValueKind is JsonValueKind.String && !value.TryGetProperty(required.GetString()!, out _)))
        {
            yield return $"{place}.{name.GetString()} is missing";
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var further = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        foreach (var member in value.EnumerateObject())
        {
            var there = $"{place}.{member.Name}";
            if (known.ValueKind is JsonValueKind.Object && known.TryGetProperty(member.Name, out var expected))
            {
                foreach (var problem in Problems(expected, member.Value, there, depth + 1))
                {
                    yield return problem;
                }
            }
            else if (further.ValueKind is JsonValueKind.False)
            {
                yield return $"{there} is unknown";
            }
            else if (further.ValueKind is JsonValueKind.Object)
            {
                foreach (var problem in Problems(further, member.Value, there, depth + 1))
                {
                    yield return problem;
                }
            }
        }
    }

    private IEnumerable<string> Items(JsonElement schema, JsonElement value, string place, int depth)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            yield break;
        }

        if (Number(schema, "minItems") > value.GetArrayLength() || Number(schema, "maxItems") < value.GetArrayLength())
        {
            yield return $"{place} has {value.GetArrayLength()} items";
        }

        if (schema.TryGetProperty("items", out var items))
        {
            foreach (var problem in value.EnumerateArray().SelectMany((item, index) => Problems(items, item, $"{place}[{index}]", depth + 1)))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<string> Alternatives(JsonElement schema, JsonElement value, string place, int depth)
    {
        foreach (var problem in List(schema, "allOf").SelectMany(one => Problems(one, value, place, depth + 1)))
        {
            yield return problem;
        }

        // Vendors' oneOf alternatives overlap: one that fits is enough.
        var others = List(schema, "anyOf").Concat(List(schema, "oneOf")).Select(one => Problems(one, value, place, depth + 1).ToList()).ToList();
        if (others.Count > 0 && others.TrueForAll(problems => problems.Count > 0))
        {
            foreach (var problem in others.MinBy(problems => problems.Count)!)
            {
                yield return problem;
            }
        }
    }

    private static bool HasFormat(string format, string text) => format switch
    {
        "date-time" => text.Length >= 19 && text[10] is 'T' or ' ' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uri" or "url" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "uuid" => Guid.TryParse(text, out _),
        "email" => text.Contains('@', StringComparison.Ordinal),
        _ => true,
    };

    private static bool Flag(JsonElement schema, string name) => schema.TryGetProperty(name, out var flag) && flag.ValueKind is JsonValueKind.True;

    private static double? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var number) && number.ValueKind is JsonValueKind.Number ? number.GetDouble() : null;

    private static JsonElement.ArrayEnumerator List(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] + "…" : value.GetRawText();
}
