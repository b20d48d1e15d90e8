using System.Text.Json;

namespace Cto.Connectors.Aws.Iam;

/// <summary>What a policy allows, as far as it matters here.</summary>
/// <param name="AllowsEverything">Every action, or every action of IAM, on everything, under no condition.</param>
/// <param name="Databases">The databases that it lets somebody log in to with their IAM identity, by RDS' resource id.</param>
internal sealed record PolicyDocument(bool AllowsEverything, IReadOnlyList<string> Databases)
{
    private const string LoginArn = ":dbuser:";

    public static PolicyDocument Empty { get; } = new(false, []);

    /// <param name="encoded">The document as IAM gives it: JSON, percent-encoded; <see langword="null"/> or unreadable = it allows nothing.</param>
    public static PolicyDocument Parse(string? encoded)
    {
        try
        {
            using var document = JsonDocument.Parse(Uri.UnescapeDataString(encoded ?? "{}"));
            if (document.RootElement.ValueKind is not JsonValueKind.Object || !document.RootElement.TryGetProperty("Statement", out var statement))
            {
                return Empty;
            }

            var allowed = Each(statement).Where(one => one.ValueKind is JsonValueKind.Object && Texts(one, "Effect").Contains("Allow")).ToList();
            return new(allowed.Exists(IsOpen), [.. allowed.SelectMany(Logins).Distinct(StringComparer.Ordinal)]);
        }
        catch (JsonException)
        {
            return Empty;
        }
    }

    private static bool IsOpen(JsonElement statement) =>
        !statement.TryGetProperty("Condition", out _) && Texts(statement, "Action").Any(action => action is "*" or "*:*" || action.Equals("iam:*", StringComparison.OrdinalIgnoreCase)) && Texts(statement, "Resource").Contains("*");

    // arn:aws:rds-db:us-east-1:123456789012:dbuser:db-ABCDEFGHIJKL/user
    private static IEnumerable<string> Logins(JsonElement statement) => Texts(statement, "Action").Contains("rds-db:connect", StringComparer.OrdinalIgnoreCase)
        ? Texts(statement, "Resource").Select(arn => arn.IndexOf(LoginArn, StringComparison.Ordinal) is > 0 and var at ? arn[(at + LoginArn.Length)..].Split('/')[0] : arn)
        : [];

    private static IEnumerable<string> Texts(JsonElement statement, string property) =>
        statement.TryGetProperty(property, out var said) ? Each(said).Where(one => one.ValueKind is JsonValueKind.String).Select(one => one.GetString()!) : [];

    private static JsonElement[] Each(JsonElement element) => element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];
}
