using System.Globalization;
using Cto.Upstreams.World;

namespace Cto.Upstreams.NewRelic;

/// <summary>The issues of the storefront and the apps, and the events of their lives.</summary>
internal sealed class NewRelicIssues(Company company)
{
    private static readonly string[] Conditions = ["Apdex below 0.8", "JavaScript errors above 2 %", "Response time above 1 s", "Crash rate above 0.5 %", "Throughput fell by half"];

    private readonly Lazy<IReadOnlyList<NewRelicIssue>> _all = new(() => Grow(company));

    /// <summary>The events in [from, until), each with its issue.</summary>
    public IEnumerable<(NewRelicIssue Issue, string Event, DateTimeOffset At)> By(DateTimeOffset from, DateTimeOffset until) => _all.Value
        .SelectMany(issue => issue.Events.Select(happened => (Issue: issue, happened.Event, happened.At)))
        .Where(line => line.At >= from && line.At < until);

    private static List<NewRelicIssue> Grow(Company company)
    {
        var dice = company.Dice("newrelic/issues");
        string[] names = ["web-storefront", "Acme Mobile App", "mobile-bff"];
        var issues = new List<NewRelicIssue>();
        for (var i = 0; i < company.Scaled(260); i++)
        {
            var at = company.Founded + TimeSpan.FromSeconds(Math.Round((company.End - company.Founded).TotalSeconds * dice.Unit()));
            var (taken, lasts) = (dice.Chance(0.5), TimeSpan.FromMinutes(dice.Between(3, 150)));
            issues.Add(new(
                string.Create(CultureInfo.InvariantCulture, $"{dice.Hex(8)}-{dice.Hex(4)}-4{dice.Hex(3)}-a{dice.Hex(3)}-{dice.Hex(12)}"),
                dice.Pick(Conditions), dice.Pick(names), dice.Chance(0.3) ? "CRITICAL" : "HIGH",
                at, taken ? at + (lasts / 3) : null, at + lasts));
        }

        return issues;
    }
}

/// <summary>Something that New Relic noticed.</summary>
internal sealed record NewRelicIssue(string Id, string Condition, string Entity, string Priority, DateTimeOffset At, DateTimeOffset? TakenAt, DateTimeOffset ClosedAt)
{
    public IEnumerable<(string Event, DateTimeOffset At)> Events
    {
        get
        {
            yield return ("create", At);
            if (TakenAt is { } taken)
            {
                yield return ("acknowledge", taken);
            }

            yield return ("close", ClosedAt);
        }
    }
}
