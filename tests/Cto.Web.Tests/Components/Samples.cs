using System.Collections.Immutable;
using Cto.Grains.Dashboards;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Delivery.ChangeFailures;
using Cto.Insights.Delivery.Deployments;
using Cto.Insights.Delivery.DoraMetrics;
using Cto.Insights.Delivery.LeadTime;
using Cto.Insights.PullRequests.CycleTime;
using Cto.Insights.PullRequests.OpenPullRequests;
using Cto.Insights.PullRequests.ReviewLoad;
using Cto.Insights.Sources.SourceHealth;
using Cto.Web.Components.Format;
using Cto.Web.Components.Widgets;

namespace Cto.Web.Tests.Components;

/// <summary>Answers as insights give them, for tiles to be drawn from.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 40, 0, TimeSpan.Zero);

    public static readonly DisplayContext Display = new(Now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    public static readonly DateOnly Today = DateOnly.FromDateTime(Now.Date);

    public static DoraAnswer Dora(int days = 30) => new()
    {
        DeploymentFrequency = new(4.2, 29.4, 5, 126, "elite"),
        LeadTime = new(75_600, 150_000, 420_000, 118, "high"),
        ChangeFailureRate = new(0.078, 9, 116, "high"),
        RecoveryTime = new(2760, 2900, 8, "elite"),
        ReworkRate = new(0.061, 7),
        Edition = "2023",
        Services = 12,
        Daily = [.. Enumerable.Range(0, days).Select(day => new DoraDay(
            Today.AddDays(day - days + 1), Wave(day, 4, 3), day % 6 == 0 ? 1 : 0, day % 7 > 4 ? null : 90_000 - (day * 1100) + Wave(day, 0, 9000), day % 6 == 0 ? 2600 - (day * 20) : null, day % 9 == 0 ? 1 : 0))],
        Before = new()
        {
            DeploymentFrequency = new(3.75, 26.2, 5, 112, "elite"),
            LeadTime = new(83_000, 160_000, 400_000, 101, "high"),
            ChangeFailureRate = new(0.064, 7, 109, "high"),
            RecoveryTime = new(3366, 3500, 7, "elite"),
            ReworkRate = new(0.0605, 7),
            Edition = "2023",
            Services = 12,
            Daily = [],
        },
    };

    public static LeadTimeAnswer LeadTime() => new()
    {
        LeadTime = new(75_600, 150_000, 420_000, 118),
        Before = new(83_000, 160_000, 400_000, 101),
        Phases =
        [
            new("coding", new(21_000, 60_000, 120_000, 118), new(20_500, 60_000, 110_000, 101)),
            new("pickup", new(30_200, 90_000, 190_000, 110), new(10_100, 40_000, 80_000, 98)),
            new("review", new(14_400, 30_000, 66_000, 110), new(16_000, 30_000, 66_000, 98)),
            new("deploy", new(3600, 7200, 20_000, 118), new(3700, 7200, 20_000, 101)),
        ],
        Groups = [.. Services.Select((service, index) => new LeadTimeGroup(service, new(260_000 / (index + 1.4), null, null, 31 - (index * 3)), index == 3 ? null : 230_000 / (index + 1.1)))],
        Daily = [],
    };

    public static DeploymentsAnswer Deployments(int days = 30) => new()
    {
        Succeeded = 126,
        FailedRuns = 6,
        Rollbacks = 2,
        SucceededBefore = 112,
        Services = [.. Services.Select((service, index) => new ServiceDeployments(service, "Payments", 40 - (index * 4), index % 3, index % 2, Now.AddHours(-index * 5)))],
        Latest = [.. Enumerable.Range(0, 12).Select(index => new DeploymentEntry(
            $"d{index}", Services[index % Services.Length], index % 4 == 0 ? "8f14e45fceea167a5a36dedd4bea2543f8d2c1aa" : $"v2.{40 - index}.0", Now.AddMinutes(-7 - (index * index * 37)),
            index switch { 2 => "failed change", 3 => "rollback", 7 => "failed run", _ => "success" }, index % 5 == 4 ? null : index + 1, $"https://ci.example.com/{index}"))],
        Daily = [.. Enumerable.Range(0, days).Select(day => new DeploymentDay(Today.AddDays(day - days + 1), day % 7 is 5 or 6 ? 0 : Wave(day, 5, 3), day % 8 == 3 ? 1 : 0))],
    };

    public static ChangeFailuresAnswer ChangeFailures() => new()
    {
        Failed = 9,
        Denominator = 116,
        Rate = 0.078,
        RateBefore = 0.064,
        Ranking = [.. Services.Select((service, index) => index == 7
            ? new ServiceFailures("ci-runners", "Platform", 1, 1, 1, null)
            : new ServiceFailures(service, "Payments", Math.Max(0, 4 - index), 31 - (index * 3), Math.Max(0, 4 - index) / (31.0 - (index * 3)), index + 1))],
        Failures =
        [
            new("a", "checkout-service", "v2.38.0", Now.AddHours(-5), ["rolled back", "incident INC-4127"], 2760, "https://ci.example.com/1"),
            new("b", "payments-api", "v1.9.2", Now.AddDays(-1), ["hot-fixed"], 14_400, "https://ci.example.com/2"),
            new("c", "auth-service", "v5.0.0", Now.AddDays(-2), ["incident INC-4121"], null, null),
            new("d", "search-api", "v0.14.3", Now.AddDays(-6), ["reverted"], 5400, "https://ci.example.com/4"),
            new("e", "checkout-service", "v2.35.1", Now.AddDays(-9), ["rolled back"], 1900, "https://ci.example.com/5"),
        ],
        Unattributed = [new("i", "Region outage at the cloud provider", null, Now.AddDays(-3), "no deployment in the 24 h before", null)],
    };

    public static CycleTimeAnswer CycleTime() => new()
    {
        Cycle = new(96_000, 200_000, 410_000, 104),
        Coding = new(21_000, 60_000, 120_000, 104),
        Pickup = new(30_200, 90_000, 190_000, 104),
        Review = new(14_400, 30_000, 66_000, 104),
        Deploy = new(3600, 7200, 20_000, 104),
        MergeRate = 0.93,
        Merged = 131,
        MergedWithoutReview = 5,
        MedianSize = 84,
        Groups = [],
        Weekly = [.. Enumerable.Range(0, 5).Select(week => new CycleTimeWeek(Today.AddDays(-5 - (7 * (4 - week))), 20_000 + Wave(week, 900, 4000), 9000 + (week * 6000), 14_000, 3600, 24))],
        Before = null,
    };

    public static OpenPullRequestsAnswer OpenPullRequests() => new()
    {
        Open = 23,
        Drafts = 4,
        Bots = 6,
        WaitingForReview = 11,
        Overdue = 3,
        MedianAgeSeconds = 118_000,
        PullRequests = [.. Enumerable.Range(0, 12).Select(index => new OpenPullRequest(
            $"k{index}", "acme/" + Services[index % Services.Length], 4100 - index, Titles[index % Titles.Length], index == 4 ? null : "j.okafor", index == 5, 600_000 / (index + 1),
            index is 5 or 8 ? null : 420_000 / (index + 1.0), index < 3, index % 2 == 0 ? ["a.novak", "l.haas"] : [], $"https://github.example.com/acme/x/pull/{4100 - index}"))],
        Repositories = [],
    };

    public static ReviewLoadAnswer ReviewLoad() => new()
    {
        People = [.. new[] { "a.novak", "l.haas", "m.silva", "r.chen", "j.okafor", "t.weber", "k.lindqvist", "p.moreau" }.Select((person, index) => new PersonReviews(person, 96 / (index + 1), 60 / (index + 1), index == 6 ? null : 7200.0 * (index + 1)))],
        Reviews = 260,
        Gini = 0.43,
        TopTwoShare = 0.55,
        Teams = [],
        ReviewsBefore = 240,
        GiniBefore = 0.31,
    };

    public static SourceHealthAnswer SourceHealth() => new()
    {
        Total = 4,
        Healthy = 2,
        Failing = 1,
        Throttled = 1,
        Paused = 0,
        AsOf = Now.AddMinutes(-4),
        Figures = new(0.991, 0.987, 0.02, 720, 0.92),
        Sources =
        [
            Source("failing", "CircleCI", "circleci", Now.AddHours(-26), "The token is refused (401).", "Give new credentials."),
            Source("throttled", "GitHub acme", "github", Now.AddMinutes(-4), null, null),
            Source("idle", "Monorepo", "git", Now.AddSeconds(-40), null, null),
            Source("syncing", "GitHub Enterprise of the Frankfurt office with a very long name", "github", null, null, null),
        ],
    };

    public static TileView Tile(string kind, object? answer, WidgetState state = WidgetState.Fresh, int column = 0, int row = 0, int? columns = null, int? rows = null, string? title = null)
    {
        var found = WidgetKinds.Find(kind) ?? throw new ArgumentException($"no kind {kind}");
        var id = new Guid(row, (short)column, 7, [1, 2, 3, 4, 5, 6, 7, 8]);
        return new()
        {
            Kind = found,
            Placed = new() { Id = id, Kind = kind, Area = new(column, row, columns ?? found.Size.Columns, rows ?? found.Size.Rows), Title = title },
            Snapshot = Snapshot(found.Insight, answer, state),
            Display = Display,
            Query = "",
            Board = "overview",
            Editable = true,
        };
    }

    public static WidgetSnapshot Snapshot(string insight, object? answer, WidgetState state) => new()
    {
        Key = $"{Guid.Empty}/{insight}?",
        Version = 3,
        State = state,
        Since = Now.AddHours(-2),
        Reply = answer is null && state is WidgetState.Loading or WidgetState.Failing && answer is null ? null : Reply(insight, answer, state),
        Fault = state == WidgetState.Failing ? "The database did not answer in time." : null,
        Remedy = state == WidgetState.Failing ? "It is tried again by itself in a minute." : null,
    };

    public static InsightReply Reply(string insight, object? answer, WidgetState state = WidgetState.Fresh) => new()
    {
        Name = insight,
        Status = answer is null ? InsightStatus.NotConnected : state == WidgetState.Partial ? InsightStatus.Partial : InsightStatus.Answered,
        Query = new(Now.AddDays(-30), Now, "the last 30 days", "2026-09-22 09:40 to 2026-10-22 09:40 UTC", ImmutableDictionary<string, string>.Empty),
        Answer = answer,
        Sentence = answer is null ? "Connect a source that knows deployments, such as a git repository or GitHub." : "Median lead time was 21 h over 118 changes, 9 % shorter than in the 30 days before.",
        AnsweredAt = Now.AddMinutes(-4),
        Evidence = new()
        {
            Rule = "For each change: the first successful production deployment that contains it, minus the time of its first commit. Median over all changes whose deployment finished in the period.",
            Rows = [.. Enumerable.Range(0, 9).Select(index => new EvidenceRow($"k{index}", Titles[index % Titles.Length], Now.AddHours(-index * 9), index == 3 ? null : $"https://github.example.com/{index}",
                new Dictionary<string, object?> { ["service"] = Services[index % Services.Length], ["leadTimeSeconds"] = 75_600.0 * (index + 1) / 3, ["deployment"] = $"v2.{index}.0", ["firstCommitAt"] = Now.AddHours(-index * 20) }))],
            Total = 118,
            Excluded = [new("first deployment of the service", 4), new("clock or rebase: the deployment is before the commit", 1)],
            AsOf = new Dictionary<string, DateTimeOffset?> { ["GitHub acme"] = Now.AddMinutes(-4), ["Monorepo"] = Now.AddSeconds(-40), ["CircleCI"] = null },
            Partial = state == WidgetState.Partial ? ["CircleCI has been failing since yesterday: its deployments are missing."] : [],
        },
    };

    public static readonly string[] Services = ["payments-api", "checkout-service", "web-storefront", "auth-service", "search-api", "data-processing-pipeline", "mobile-bff", "ci-runners", "identity-gateway"];

    private static readonly string[] Titles =
    [
        "Retry the card network once when it answers 503", "Move the session cache to its own pool", "Bump jackson-databind from 2.15.2 to 2.17.1",
        "Rework how the storefront loads its first page so that the basket is there before the recommendations are", "Fix flaky test", "Drop the unused column", "Add index for slow query of orders by customer",
    ];

    private static SourceHealthEntry Source(string state, string name, string connector, DateTimeOffset? lastSuccess, string? fault, string? remedy) => new()
    {
        Id = Guid.Parse("00000000-0000-0000-0000-0000000000bb"),
        Connector = connector,
        Name = name,
        State = state,
        LastSuccessAt = lastSuccess,
        LagSeconds = null,
        Figures = new(0.991, 0.987, 0.02, 720, connector == "github" ? 0.92 : null),
        CredentialExpiresAt = null,
        CostThisMonth = 0,
        Recent = [],
        Fault = fault,
        FaultSince = fault is null ? null : lastSuccess,
        Refused = [],
        Remedy = remedy,
        Warnings = [],
    };

    private static int Wave(int index, int middle, int height) => Math.Max(0, middle + (int)Math.Round(height * Math.Sin(index * 1.7)));
}
