using System.Globalization;
using System.Text.RegularExpressions;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>The part of Jira's query language that is asked here, as strict as Jira is: times to the minute in the zone of who asks, no query without a bound.</summary>
internal sealed partial class JiraQuery
{
    private readonly List<Func<PlannedItem, bool>> _conditions = [];

    private JiraQuery(string conditions, DateTimeOffset now, TimeZoneInfo zone)
    {
        foreach (var part in Split(conditions))
        {
            _conditions.Add(Condition(part.Trim(), now, zone));
        }
    }

    public bool ByUpdated { get; private init; }

    /// <exception cref="Refusal">Jira would not take it.</exception>
    public static JiraQuery Parse(string? jql, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (string.IsNullOrWhiteSpace(jql))
        {
            throw new Refusal(400, "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.");
        }

        var order = Order().Match(jql);
        return order.Success && order.Groups[1].Value is not ("updated ASC" or "updated")
            ? throw new Refusal(400, $"Not able to sort using field '{order.Groups[1].Value}'.")
            : new(order.Success ? jql[..order.Index] : jql, now, zone) { ByUpdated = order.Success };
    }

    public bool Holds(PlannedItem item) => _conditions.TrueForAll(condition => condition(item));

    private static Func<PlannedItem, bool> Condition(string text, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (text.StartsWith('(') && text.EndsWith(')'))
        {
            var either = text[1..^1].Split(" OR ").Select(part => Condition(part.Trim(), now, zone)).ToList();
            return item => either.Exists(condition => condition(item));
        }

        if (Comparison().Match(text) is not { Success: true } match)
        {
            throw new Refusal(400, $"Error in the JQL Query: '{text}' is not understood.");
        }

        var (field, sign) = (match.Groups["field"].Value, match.Groups["sign"].Value);
        string[] values = [.. match.Groups["value"].Value.Trim('(', ')').Split(',').Select(value => value.Trim().Trim('"'))];
        return (field, sign) switch
        {
            ("project", "=" or "in") => item => values.Contains(item.Team.Key),
            ("id", "=" or "in") => item => values.Contains(item.Id.ToString(CultureInfo.InvariantCulture)),
            ("key", "=" or "in") => item => values.Contains(item.Key),
            ("sprint", "=") => Sprint(values[0], now),
            ("labels", "=") => item => item.Labels.Contains(values[0]),
            ("assignee", "is not") when values is ["EMPTY"] => item => item.Assignee(now) is not null,
            ("statusCategory", "!=") when values is ["Done"] => item => !item.IsDone(now),
            ("updated", ">=") => Updated(values[0], now, zone),
            _ => throw new Refusal(400, $"Field '{field}' does not exist or you do not have permission to view it."),
        };
    }

    private static Func<PlannedItem, bool> Sprint(string id, DateTimeOffset now)
    {
        var number = int.Parse(id, CultureInfo.InvariantCulture);
        return item => item.Sprints(now).Contains(number);
    }

    private static Func<PlannedItem, bool> Updated(string value, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (value.StartsWith('-') && value.EndsWith('d'))
        {
            var since = now.AddDays(int.Parse(value[..^1], CultureInfo.InvariantCulture));
            return item => item.UpdatedAt(now) >= since;
        }

        if (!DateTime.TryParseExact(value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            throw new Refusal(400, $"Date value '{value}' for field 'updated' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm'.");
        }

        var from = new DateTimeOffset(local, zone.GetUtcOffset(local));
        return item => item.UpdatedAt(now) >= from;
    }

    // Not inside brackets: there stand alternatives.
    private static IEnumerable<string> Split(string conditions)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < conditions.Length; i++)
        {
            depth += conditions[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && conditions.AsSpan(i).StartsWith(" AND "))
            {
                yield return conditions[start..i];
                start = i + 5;
            }
        }

        yield return conditions[start..];
    }

    [GeneratedRegex(@"\s*ORDER BY (.+)$")]
    private static partial Regex Order();

    [GeneratedRegex(@"^(?<field>\w+)\s*(?<sign>is not|>=|!=|=|in)\s*(?<value>.+)$")]
    private static partial Regex Comparison();
}
