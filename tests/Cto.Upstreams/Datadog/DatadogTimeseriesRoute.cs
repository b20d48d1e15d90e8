using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Datadog;

/// <summary>Series over time: queries, formulas over them, and a column of values for each group of each formula.</summary>
internal sealed class DatadogTimeseriesRoute(DatadogSeries series)
{
    private const int MostPoints = 1_500;

    public async Task Answer(VendorCall call)
    {
        call.Only();
        var data = Property(await call.BodyAsync(), "data");
        if (Property(data, "type").GetString() != "timeseries_request")
        {
            throw new Refusal(400, "API input validation failed: Invalid type. Expected \"timeseries_request\".");
        }

        var attributes = Property(data, "attributes");
        var (from, to) = (Property(attributes, "from").GetInt64(), Property(attributes, "to").GetInt64());
        var interval = attributes.TryGetProperty("interval", out var asked) ? asked.GetInt64() : 60_000;
        if (from >= to || interval <= 0 || from < 1_000_000_000_000)
        {
            throw new Refusal(400, "API input validation failed: from must lie before to, in milliseconds");
        }

        // As Datadog: a larger span rather than too many points.
        while ((to - from) / interval > MostPoints)
        {
            interval *= 2;
        }

        var times = new List<long>();
        for (var at = from / interval * interval; at < to; at += interval)
        {
            times.Add(at);
        }

        var (span, now) = (TimeSpan.FromMilliseconds(interval), call.Now);
        var queries = Property(attributes, "queries").EnumerateArray().ToDictionary(
            query => Property(query, "name").GetString()!,
            query => Property(query, "data_source").GetString() == "metrics"
                ? series.Of(Property(query, "query").GetString()!, times, span, now)
                : throw new Refusal(400, "API input validation failed: data_source"));
        var columns = Property(attributes, "formulas").EnumerateArray()
            .SelectMany((formula, index) => Columns(Property(formula, "formula").GetString()!, queries, times.Count).Select(column => (Index: index, column.Group, column.Values)))
            .ToList();
        await call.JsonAsync(json => Write(json, times, columns));
    }

    private static IEnumerable<(string Group, double?[] Values)> Columns(string formula, Dictionary<string, IReadOnlyDictionary<string, double?[]>> queries, int count)
    {
        // A name alone, as most are.
        if (queries.TryGetValue(formula, out var plain))
        {
            return plain.Select(group => (group.Key, group.Value));
        }

        var used = queries.Where(query => formula.Contains(query.Key, StringComparison.Ordinal)).ToList();
        if (used.Count == 0)
        {
            throw new Refusal(400, $"Error parsing formula: {formula} uses no query");
        }

        return used[0].Value.Keys.Where(group => used.TrueForAll(query => query.Value.ContainsKey(group))).Select(group =>
        {
            var values = new double?[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = DatadogFormula.Evaluate(formula, name => queries.TryGetValue(name, out var query) ? query[group][i] : throw new Refusal(400, $"Error parsing formula: {name} is no query"));
            }

            return (group, values);
        });
    }

    private static void Write(Utf8JsonWriter json, List<long> times, List<(int Index, string Group, double?[] Values)> columns)
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("id", "0");
        json.WriteString("type", "timeseries_response");
        json.WriteStartObject("attributes");
        json.WriteStartArray("series");
        foreach (var (index, group, _) in columns)
        {
            json.WriteStartObject();
            json.WriteStartArray("group_tags");
            if (group.Length > 0)
            {
                json.WriteStringValue(group);
            }

            json.WriteEndArray();
            json.WriteNumber("query_index", index);
            json.WriteNull("unit");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        // A time at which nothing has a value is not told.
        var told = Enumerable.Range(0, times.Count).Where(i => columns.Exists(column => column.Values[i] is not null)).ToList();
        json.WriteStartArray("times");
        foreach (var i in told)
        {
            json.WriteNumberValue(times[i]);
        }

        json.WriteEndArray();
        json.WriteStartArray("values");
        foreach (var (_, _, values) in columns)
        {
            json.WriteStartArray();
            foreach (var i in told)
            {
                if (values[i] is { } value)
                {
                    json.WriteNumberValue(value);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static JsonElement Property(JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : throw new Refusal(400, $"API input validation failed: {name} is missing");
}
