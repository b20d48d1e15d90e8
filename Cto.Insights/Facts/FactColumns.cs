using System.Globalization;
using System.Text.Json;
using Cto.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Cto.Insights.Facts;

/// <summary>Lists the columns of a kind, each once: name and getter. Texts and lists that are null are unknown and never erase.</summary>
internal sealed class FactColumns<T> : List<FactColumn<T>>
    where T : Fact
{
    /// <summary>The longest name (of a service, a repository, a commit, a key): it stands in an index.</summary>
    private const int LongestName = 600;

    /// <summary>Longer prose is cut.</summary>
    private const int LongestText = 4_000;

    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A text that is looked up: too long a one is refused, not cut.</summary>
    public FactColumns<T> Name(string name, Func<T, string?> get, bool required = false) => With(
        new(name, "text", "text", true, facts => Array(facts, fact => PostgresText.Clean(get(fact)), NpgsqlDbType.Text), fact => get(fact) switch
        {
            null when required => $"{name} is missing",
            { Length: > LongestName } text => string.Create(CultureInfo.InvariantCulture, $"{name} has {text.Length} characters; {LongestName} are the most"),
            { } text when required && string.IsNullOrWhiteSpace(text.Replace("\0", "", StringComparison.Ordinal)) => $"{name} is empty",
            _ => null,
        }));

    /// <summary>Prose: cut when it is longer than anybody reads.</summary>
    public FactColumns<T> Text(string name, Func<T, string?> get) => With(
        new(name, "text", "text", true, facts => Array(facts, fact => PostgresText.Clean(get(fact), LongestText), NpgsqlDbType.Text)));

    public FactColumns<T> Texts(string name, Func<T, IReadOnlyList<string>?> get) => With(
        new(name, "text[]", "text", true, facts => Array(facts, fact => PostgresText.ArrayOf(get(fact)), NpgsqlDbType.Text)));

    public FactColumns<T> Map(string name, Func<T, IReadOnlyDictionary<string, string>?> get) => With(
        new(name, "jsonb", "text", true, facts => Array(facts, fact => Json(get(fact)), NpgsqlDbType.Text)));

    public FactColumns<T> Integer(string name, Func<T, int?> get, bool keepIfNull = false) => With(
        new(name, "integer", "integer", keepIfNull, facts => Array(facts, get, NpgsqlDbType.Integer)));

    public FactColumns<T> Flag(string name, Func<T, bool> get) => With(
        new(name, "boolean", "boolean", false, facts => Array(facts, get, NpgsqlDbType.Boolean)));

    /// <summary>A word of a fixed set, stored as the API writes it.</summary>
    public FactColumns<T> Choice<TChoice>(string name, Func<T, TChoice?> get, bool keepIfNull = false)
        where TChoice : struct, Enum => With(
        new(name, "text", "text", keepIfNull, facts => Array(facts, fact => get(fact) is { } choice ? Choices<TChoice>.Word(choice) : null, NpgsqlDbType.Text)));

    /// <summary>An instant; one outside the years 1900 to 2199 is a broken clock and refused.</summary>
    public FactColumns<T> Time(string name, Func<T, DateTimeOffset?> get, bool keepIfNull = false) => With(
        new(name, "timestamptz", "timestamptz", keepIfNull, facts => Array(facts, fact => get(fact)?.ToUniversalTime(), NpgsqlDbType.TimestampTz), fact =>
            get(fact) is { } time && (time < Earliest || time >= Latest) ? string.Create(CultureInfo.InvariantCulture, $"{name} is {time:yyyy-MM-dd}, not between 1900 and 2200") : null));

    private static NpgsqlParameter<TValue[]> Array<TValue>(IReadOnlyList<T> facts, Func<T, TValue> get, NpgsqlDbType type)
    {
        var values = new TValue[facts.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = get(facts[index]);
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static string? Json(IReadOnlyDictionary<string, string>? map) => map is null
        ? null
        : JsonSerializer.Serialize(new SortedDictionary<string, string>(map.ToDictionary(pair => PostgresText.Clean(pair.Key)!, pair => PostgresText.Clean(pair.Value)!), StringComparer.Ordinal));

    private FactColumns<T> With(FactColumn<T> column)
    {
        Add(column);
        return this;
    }
}
