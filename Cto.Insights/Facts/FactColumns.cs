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
    public FactColumns<T> Text(string name, Func<T, string?> get, int longest = LongestText) => With(
        new(name, "text", "text", true, facts => Array(facts, fact => PostgresText.Clean(get(fact), longest), NpgsqlDbType.Text)));

    /// <summary>An e-mail address, in lower case: people are joined by it.</summary>
    public FactColumns<T> Email(string name, Func<T, string?> get) => Name(name, fact => get(fact)?.ToLowerInvariant());

    public FactColumns<T> Texts(string name, Func<T, IReadOnlyList<string>?> get) => With(
        new(name, "text[]", "text", true, facts => Array(facts, fact => PostgresText.ArrayOf(get(fact)), NpgsqlDbType.Text)));

    public FactColumns<T> Map(string name, Func<T, IReadOnlyDictionary<string, string>?> get) => With(
        new(name, "jsonb", "text", true, facts => Array(facts, fact => Json(get(fact)), NpgsqlDbType.Text)));

    public FactColumns<T> Integer(string name, Func<T, int?> get, bool keepIfNull = false) => With(
        new(name, "integer", "integer", keepIfNull, facts => Array(facts, get, NpgsqlDbType.Integer)));

    /// <summary>A measured value; what is no number is refused.</summary>
    public FactColumns<T> Number(string name, Func<T, double?> get) => With(
        new(name, "double precision", "double precision", false, facts => Array(facts, get, NpgsqlDbType.Double), fact =>
            get(fact) is { } value && !double.IsFinite(value) ? $"{name} is not a number" : null));

    /// <summary>An amount of money, to the last digit.</summary>
    public FactColumns<T> Amount(string name, Func<T, decimal?> get) => With(
        new(name, "numeric", "numeric", false, facts => Array(facts, get, NpgsqlDbType.Numeric)));

    public FactColumns<T> Flag(string name, Func<T, bool?> get) => With(
        new(name, "boolean", "boolean", true, facts => Array(facts, get, NpgsqlDbType.Boolean)));

    /// <summary>A word of a fixed set, stored as the API writes it.</summary>
    public FactColumns<T> Choice<TChoice>(string name, Func<T, TChoice?> get, bool keepIfNull = false)
        where TChoice : struct, Enum => With(
        new(name, "text", "text", keepIfNull, facts => Array(facts, fact => get(fact) is { } choice ? Choices<TChoice>.Word(choice) : null, NpgsqlDbType.Text)));

    /// <summary>An instant; one outside the years 1900 to 2199 is a broken clock and refused.</summary>
    public FactColumns<T> Time(string name, Func<T, DateTimeOffset?> get, bool keepIfNull = false) => With(
        new(name, "timestamptz", "timestamptz", keepIfNull, facts => Array(facts, fact => get(fact)?.ToUniversalTime(), NpgsqlDbType.TimestampTz), fact => OutOfTime(name, get(fact)?.UtcDateTime)));

    /// <summary>A day of the calendar, of the same years as an instant.</summary>
    public FactColumns<T> Day(string name, Func<T, DateOnly?> get) => With(
        new(name, "date", "date", false, facts => Array(facts, get, NpgsqlDbType.Date), fact => OutOfTime(name, get(fact)?.ToDateTime(default))));

    private static string? OutOfTime(string name, DateTime? time) =>
        time is { Year: < 1900 or >= 2200 } at ? string.Create(CultureInfo.InvariantCulture, $"{name} is {at:yyyy-MM-dd}, not between 1900 and 2200") : null;

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
