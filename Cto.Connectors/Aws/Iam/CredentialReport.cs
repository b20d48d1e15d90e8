using System.Globalization;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws.Iam;

/// <summary>AWS' own report on every user's password, second factor and keys; made anew every four hours at most.</summary>
internal sealed class CredentialReport
{
    private const int Tries = 20;
    private const string RootName = "<root_account>";

    private readonly Dictionary<string, CredentialRow> _rows;

    private CredentialReport(IEnumerable<CredentialRow> rows) =>
        _rows = rows.ToLookup(row => row.User, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.First(), StringComparer.Ordinal);

    /// <summary>The account's root user; <see langword="null"/> when the report leaves it out.</summary>
    public CredentialRow? Root => Of(RootName);

    /// <returns><see langword="null"/> for a user that is newer than the report.</returns>
    public CredentialRow? Of(string user) => _rows.GetValueOrDefault(user);

    /// <summary>Has it made if need be, and reads it.</summary>
    public static async Task<CredentialReport> ReadAsync(AwsQueryService iam, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var attempt = 1; (await iam.AskAsync(AwsQuery.Iam("GenerateCredentialReport"), cancellationToken)).Text("State") != "COMPLETE"; attempt++)
        {
            if (attempt == Tries)
            {
                throw new SourceException(SourceFault.Unavailable, "AWS IAM has not finished its credential report.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);
        }

        var answer = await iam.AskAsync(AwsQuery.Iam("GetCredentialReport"), cancellationToken);
        var content = answer.Text("Content") ?? "";
        var bytes = new byte[content.Length];
        return Convert.TryFromBase64String(content, bytes, out var length)
            ? Parse(Encoding.UTF8.GetString(bytes, 0, length))
            : throw new SourceException(SourceFault.UnexpectedReply, "AWS IAM gave a credential report that cannot be read.");
    }

    /// <summary>Reads the report's lines by the names in its first; AWS writes no quotes.</summary>
    public static CredentialReport Parse(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var names = lines.Length == 0 ? [] : lines[0].Split(',');
        return new(lines.Skip(1).Select(line => line.Split(',')).Where(fields => fields.Length == names.Length)
            .Select(fields => CredentialRow.Of(names.Zip(fields).ToDictionary(field => field.First, field => field.Second, StringComparer.Ordinal))));
    }
}

/// <summary>One user in the report.</summary>
/// <param name="Password">Whether it can sign in to the console; <see langword="null"/> when the report does not say.</param>
internal sealed record CredentialRow(
    string User, string Arn, DateTimeOffset? CreatedAt, bool? Password, DateTimeOffset? PasswordLastUsed, bool? Mfa, IReadOnlyList<(DateTimeOffset? Rotated, bool Active, DateTimeOffset? LastUsedAt)> Keys)
{
    private static readonly string[] KeyColumns = ["access_key_1", "access_key_2"];

    // A key that was never there has never been rotated.
    public static CredentialRow Of(IReadOnlyDictionary<string, string> fields) => new(
        fields.GetValueOrDefault("user", ""),
        fields.GetValueOrDefault("arn", ""),
        Instant(fields, "user_creation_time"),
        Flag(fields, "password_enabled"),
        Instant(fields, "password_last_used"),
        Flag(fields, "mfa_active"),
        [
            .. KeyColumns.Select(key => (Instant(fields, $"{key}_last_rotated"), Flag(fields, $"{key}_active") == true, Instant(fields, $"{key}_last_used_date")))
                .Where(key => key.Item1 is not null || key.Item2),
        ]);

    /// <summary>What it tells of a key, which it names by its age only.</summary>
    public (DateTimeOffset? Rotated, bool Active, DateTimeOffset? LastUsedAt)? Of(IamKey key)
    {
        var near = Keys.Where(told => told.Rotated is { } rotated && (rotated - key.CreatedAt).Duration() < TimeSpan.FromMinutes(1)).ToList();
        return near.Count == 1 ? near[0] : null;
    }

    private static bool? Flag(IReadOnlyDictionary<string, string> fields, string name) => bool.TryParse(fields.GetValueOrDefault(name), out var flag) ? flag : null;

    // "N/A", "no_information" and "not_supported" are no instants.
    private static DateTimeOffset? Instant(IReadOnlyDictionary<string, string> fields, string name) =>
        DateTimeOffset.TryParse(fields.GetValueOrDefault(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
}
