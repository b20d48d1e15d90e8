using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cto.Web.Tests.EndToEnd.GitHub;

/// <summary>The numbers of the definitions worked out anew from the recorded JSON, without any of the program's code; releases are deployments.</summary>
internal sealed class RecordedFigures(Recording recording, DateTimeOffset from, DateTimeOffset to)
{
    /// <summary>Merged in the period, by people.</summary>
    public IReadOnlyList<JsonNode> Merged => [.. recording.Pulls.Where(pull => !IsBot(pull["user"]) && In(Recording.At(pull, "merged_at")))];

    public IReadOnlyList<double> Coding => [.. Merged.Select(pull => Seconds(FirstCommit(pull), Opened(pull))).OfType<double>()];

    public IReadOnlyList<double> Pickup => [.. Merged.Select(pull => Seconds(Opened(pull), FirstReview(pull))).OfType<double>()];

    public IReadOnlyList<double> Review => [.. Merged.Select(pull => Seconds(FirstReview(pull), Recording.At(pull, "merged_at"))).OfType<double>()];

    public IReadOnlyList<double> Deploy => [.. Merged.Select(pull => Seconds(Recording.At(pull, "merged_at"), DeployedBy(pull).At)).OfType<double>()];

    public IReadOnlyList<double> Cycle =>
    [
        .. Merged.Where(pull => FirstReview(pull) is not null && DeployedBy(pull).At is not null && Seconds(FirstCommit(pull), Opened(pull)) is not null)
            .Select(pull => Seconds(FirstCommit(pull), DeployedBy(pull).At)!.Value),
    ];

    public double MergeRate => (double)Merged.Count / recording.Pulls.Count(pull => !IsBot(pull["user"]) && In(Recording.At(pull, "closed_at")));

    public int WithoutReview => Merged.Count(pull => FirstReview(pull) is null);

    public int NotDeployed => Merged.Count(pull => DeployedBy(pull).At is null);

    public int WithoutFirstCommit => Merged.Count(pull => FirstCommit(pull) is null);

    /// <summary>Shipped in the period by any release but the first in all history, bots included.</summary>
    public IReadOnlyList<double> LeadTimes =>
        [.. Shipped.Where(pull => DeployedBy(pull).Index > 0).Select(pull => Seconds(FirstCommit(pull), DeployedBy(pull).At)).OfType<double>()];

    public int ShippedFirst => Shipped.Count(pull => DeployedBy(pull).Index == 0);

    public int ShippedWithoutFirstCommit => Shipped.Count(pull => DeployedBy(pull).Index > 0 && FirstCommit(pull) is null);

    public int Deployments => recording.Releases.Count(release => In(Recording.At(release, "published_at")));

    /// <summary>Reviews of others' work in the period, by person.</summary>
    public IReadOnlyDictionary<string, int> Reviewers => Reviews.Where(review => !review.Own).GroupBy(review => review.Person).ToDictionary(person => person.Key, person => person.Count());

    public int OwnReviews => Reviews.Count(review => review.Own);

    public double Gini
    {
        get
        {
            var counts = Reviewers.Values.ToArray();
            return counts.Sum(one => counts.Sum(other => Math.Abs(one - other))) / (2 * counts.Length * counts.Length * counts.Average());
        }
    }

    /// <summary>Linear interpolation between the closest ranks.</summary>
    public static double? Quantile(IReadOnlyList<double> values, double part)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var (sorted, rank) = (values.Order().ToArray(), part * (values.Count - 1));
        var below = (int)rank;
        return sorted[below] + ((rank - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }

    /// <summary>Holds a spread of the API against values.</summary>
    public static void AssertSpread(IReadOnlyList<double> expected, JsonElement actual)
    {
        Assert.Equal(expected.Count, actual.GetProperty("count").GetInt32());
        foreach (var (name, part) in new[] { ("medianSeconds", 0.5), ("p75Seconds", 0.75), ("p90Seconds", 0.9) })
        {
            var value = actual.GetProperty(name);
            Assert.Equal(Quantile(expected, part), value.ValueKind == JsonValueKind.Null ? null : Math.Round(value.GetDouble(), 6), (one, other) => one == other || Math.Abs(one!.Value - other!.Value) < 0.001);
        }
    }

    private IEnumerable<(string Person, bool Own)> Reviews =>
        from pull in recording.Pulls
        from review in recording.Reviews[Recording.Number(pull)]
        where !IsBot(review["user"]) && In(Recording.At(review, "submitted_at"))
        select ((string)review["user"]!["login"]!, (string?)review["user"]!["login"] == (string?)pull["user"]!["login"]);

    private IEnumerable<JsonNode> Shipped => recording.Pulls.Where(pull => In(DeployedBy(pull).At));

    private bool In(DateTimeOffset? at) => at >= from && at < to;

    private static DateTimeOffset? Opened(JsonNode pull) => Recording.At(pull, "created_at");

    private DateTimeOffset? FirstCommit(JsonNode pull) =>
        recording.Commits[Recording.Number(pull)].Select(commit => Recording.At(commit["commit"]!["author"]!, "date")).Min();

    private DateTimeOffset? FirstReview(JsonNode pull) => recording.Reviews[Recording.Number(pull)]
        .Where(review => !IsBot(review["user"]) && (string?)review["user"]!["login"] != (string?)pull["user"]!["login"])
        .Select(review => Recording.At(review, "submitted_at")).Min();

    private (int Index, DateTimeOffset? At) DeployedBy(JsonNode pull)
    {
        for (var index = 0; index < recording.Releases.Count; index++)
        {
            if (recording.Between(index == 0 ? null : recording.Releases[index - 1], recording.Releases[index]).Contains(pull))
            {
                return (index, Recording.At(recording.Releases[index], "published_at"));
            }
        }

        return (-1, null);
    }

    // A span whose end lies before its start is no data.
    private static double? Seconds(DateTimeOffset? start, DateTimeOffset? end) => end >= start ? (end - start)!.Value.TotalSeconds : null;

    private static bool IsBot(JsonNode? user) =>
        user is not null && ((string?)user["type"] == "Bot" || ((string)user["login"]!).EndsWith("[bot]", StringComparison.OrdinalIgnoreCase));
}
