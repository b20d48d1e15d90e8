using System.Text.Json;

namespace Cto.Connectors.Aws.Iam;

/// <summary>What a policy's document allows.</summary>
internal static class PolicyDocument
{
    /// <summary>Whether it allows every action, or every action of IAM, on everything, under no condition.</summary>
    /// <param name="encoded">The document as IAM gives it: JSON, percent-encoded; <see langword="null"/> or unreadable = no.</param>
    public static bool AllowsEverything(string? encoded)
    {
        if (encoded is null)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(encoded.StartsWith('%') ? Uri.UnescapeDataString(encoded) : encoded);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("Statement", out var statements) && Each(statements).Any(IsOpen);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsOpen(JsonElement statement) =>
        statement.ValueKind is JsonValueKind.Object &&
        Says(statement, "Effect", "Allow") && !statement.TryGetProperty("Condition", out _) &&
        (Says(statement, "Action", "*") || Says(statement, "Action", "*:*") || Says(statement, "Action", "iam:*")) && Says(statement, "Resource", "*");

    private static bool Says(JsonElement statement, string property, string value) =>
        statement.TryGetProperty(property, out var said) && Each(said).Any(one => one.ValueKind is JsonValueKind.String && string.Equals(one.GetString(), value, StringComparison.OrdinalIgnoreCase));

    private static JsonElement[] Each(JsonElement element) => element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];
}
