using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Web.Endpoints.Problems;

namespace Cto.Web.Endpoints.Sources;

/// <summary>Reads settings and credentials by what the connector says of itself.</summary>
internal static class SourceForm
{
    private const string KindField = "kind";
    private const int MaxValue = 20_000;

    /// <summary>The settings that were given over those that held.</summary>
    /// <exception cref="ProblemException">One is unknown, missing or not allowed; <c>field</c> names it.</exception>
    public static SourceSettings Settings(ConnectorDescriptor connector, SourceSettings before, IReadOnlyDictionary<string, JsonElement>? given)
    {
        var values = before.Values.ToDictionary();
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>())
        {
            var setting = connector.Settings.FirstOrDefault(setting => setting.Name == name)
                ?? throw Wrong($"settings.{name}", $"'{connector.Kind}' has no setting '{name}'. It has: {string.Join(", ", connector.Settings.Select(known => known.Name))}.");
            if (Text(value, $"settings.{name}") is { Length: > 0 } text)
            {
                Check(setting, text);
                values[name] = text;
            }
            else
            {
                values.Remove(name);
            }
        }

        var missing = connector.Settings.FirstOrDefault(setting => setting.Required && setting.Default is null && !values.ContainsKey(setting.Name));
        return missing is null ? new(values) : throw Wrong($"settings.{missing.Name}", $"The setting '{missing.Name}' is needed. {missing.Help}");
    }

    /// <returns><see langword="null"/> when none were given.</returns>
    /// <exception cref="ProblemException">A field is unknown or missing; <c>field</c> names it.</exception>
    public static SourceCredentials? Credentials(ConnectorDescriptor connector, IReadOnlyDictionary<string, JsonElement>? given)
    {
        var fields = (given ?? new Dictionary<string, JsonElement>())
            .Where(pair => pair.Key != KindField)
            .Select(pair => (pair.Key, Text: Text(pair.Value, $"credentials.{pair.Key}")))
            .Where(pair => pair.Text is { Length: > 0 })
            .ToDictionary(pair => pair.Key, pair => pair.Text!);
        if (fields.Count == 0)
        {
            return null;
        }

        var kind = given!.TryGetValue(KindField, out var named) ? Text(named, "credentials.kind") : null;
        var credential = connector.Credentials.FirstOrDefault(known => kind is null ? known.OAuth is null && fields.Keys.All(field => known.Fields.Any(part => part.Name == field)) : known.Kind == kind)
            ?? throw Wrong("credentials", $"'{connector.Kind}' takes {Kinds(connector)}.");
        if (fields.Keys.FirstOrDefault(field => credential.Fields.All(part => part.Name != field)) is { } unknown)
        {
            throw Wrong($"credentials.{unknown}", $"'{credential.Kind}' has no field '{unknown}'. It has: {string.Join(", ", credential.Fields.Select(part => part.Name))}.");
        }

        if (credential.Fields.FirstOrDefault(part => part.Required && !fields.ContainsKey(part.Name)) is { } missing)
        {
            throw Wrong($"credentials.{missing.Name}", $"'{missing.Name}' is needed. {credential.Help}");
        }

        return new(credential.Kind, fields.ToDictionary(field => field.Key, field => new Secret(field.Value)));
    }

    private static void Check(SettingDescriptor setting, string text)
    {
        if (setting.Objection(text) is { } objection)
        {
            throw Wrong($"settings.{setting.Name}", $"'{setting.Name}' {objection}.");
        }
    }

    private static string? Text(JsonElement value, string field)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => string.Join('\n', value.EnumerateArray().Select(item => item.GetString())),
            _ => throw Wrong(field, $"'{field}' must be a text, a number, a flag or a list of texts."),
        };
        return text?.Length > MaxValue ? throw Wrong(field, $"'{field}' is longer than {MaxValue} characters.") : text;
    }

    private static string Kinds(ConnectorDescriptor connector) => connector.Credentials.Count == 0
        ? "no credentials"
        : string.Join(" or ", connector.Credentials.Select(known => $"'{known.Kind}' ({string.Join(", ", known.Fields.Select(part => part.Name))})"));

    private static ProblemException Wrong(string field, string detail) =>
        new(ProblemKind.Invalid, detail) { More = new Dictionary<string, object?> { ["field"] = field } };
}
