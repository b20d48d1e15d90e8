using System.Text.RegularExpressions;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>One metric to read: the name that rules know it by, and Datadog's expression for it.</summary>
internal sealed record DatadogMeasure(string Name, DatadogExpression Expression)
{
    /// <exception cref="SourceException">The line is no <c>name = expression</c>.</exception>
    public static DatadogMeasure Parse(string line) =>
        line.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 and <= 100 } name, var text] && DatadogExpression.Parse(text) is { } expression
            ? new(name, expression)
            : throw new SourceException(SourceFault.InvalidSettings, $"'{Http.HttpFaults.Shorten(line, 80)}' is no metric.")
            {
                Remedy = "Give one a line, as cpu = avg:system.cpu.user{*} by {service} / 100.",
            };
}

/// <summary>Arithmetic over metric queries, taken apart as the timeseries API wants it: the queries by name and a formula over the names.</summary>
internal sealed partial record DatadogExpression(IReadOnlyList<DatadogQuery> Queries, string Formula)
{
    /// <returns><see langword="null"/> when it is more than queries, numbers, operators and functions of them.</returns>
    public static DatadogExpression? Parse(string text)
    {
        var queries = new List<DatadogQuery>();
        var formula = MetricQuery().Replace(text, query =>
        {
            queries.Add(new($"q{queries.Count}", query.Value.Trim()));
            return queries[^1].Name;
        });
        return queries.Count is > 0 and <= 10 && Arithmetic().IsMatch(formula) ? new(queries, formula.Trim()) : null;
    }

    /// <summary>The same with names that begin otherwise, to stand beside another expression.</summary>
    public DatadogExpression Named(string prefix) => new(
        [.. Queries.Select(query => query with { Name = prefix + query.Name })],
        QueryName().Replace(Formula, name => prefix + name.Value));

    // sum:trace.http.request.hits{env:prod,!code:5xx} by {service}.as_count()
    [GeneratedRegex(@"\b[a-z][a-z0-9]*:[A-Za-z][\w./]*\{[^{}]*\}(?:\s*by\s*\{[^{}]*\})?(?:\.\w+\([^()]*\))*", RegexOptions.None, 1_000)]
    private static partial Regex MetricQuery();

    [GeneratedRegex(@"^[\sq\d.+\-*/(),a-z_]+$", RegexOptions.None, 1_000)]
    private static partial Regex Arithmetic();

    [GeneratedRegex(@"\bq\d+\b", RegexOptions.None, 1_000)]
    private static partial Regex QueryName();
}

/// <summary>One metric query with the name that a formula knows it by.</summary>
internal sealed record DatadogQuery(string Name, string Text);
