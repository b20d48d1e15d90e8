using System.Globalization;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Delivery;

/// <summary>Makes the changes of a repository, each from its merge backwards: review, pickup, coding.</summary>
internal sealed class PullRequestGrowth(Company company, Repository repository)
{
    private const double ByMachine = 0.07;
    private const double WithoutReview = 0.05;
    private const double GivenUp = 0.06;

    private readonly Dice _dice = company.Dice("delivery/pulls", repository.Name);
    private readonly Wording _wording = new(company, repository);
    private readonly Reviewers _reviewers = new(company, repository.Team);
    private readonly List<PullRequest> _made = [];

    /// <summary>Makes what a deployment ships.</summary>
    /// <param name="plan">The deployment.</param>
    /// <param name="commit">What the last merge is called.</param>
    /// <param name="from">When the last one before it was merged.</param>
    /// <param name="until">When the deployment began.</param>
    /// <param name="mended">What it reverts; <see langword="null"/> = nothing.</param>
    /// <returns>The last.</returns>
    public PullRequest Ship(PlannedDeployment plan, string commit, DateTimeOffset from, DateTimeOffset until, PullRequest? mended)
    {
        // The pipeline of the storage story is deployed change by change: its numbers are known.
        var single = repository.Service == company.Stories.StorageSpike.Deployment.Service ? 8 : 7;
        var drawn = _dice.Below(10);
        var count = until - from < TimeSpan.FromMinutes(30) || drawn < single ? 1 : drawn < 9 ? 2 : 3;
        var room = until - from;
        PullRequest? last = null;
        for (var i = 0; i < count; i++)
        {
            var isLast = i == count - 1;
            // The last is merged shortly before the deployment, the others somewhere before.
            var wait = TimeSpan.FromMinutes(Math.Min(_dice.Skewed(35, 0.8), room.TotalMinutes * 0.4));
            var merged = isLast ? until - wait : from + (room * ((i + _dice.Unit()) / (count + 1) * 0.6)) + TimeSpan.FromSeconds(5);
            last = Make(merged, isLast ? commit : _dice.Hex(40), isLast ? plan.Mends : Mending.None, mended, isLast ? StoryOf(plan) : null);
        }

        return last!;
    }

    /// <summary>Makes the changes of a repository that is not deployed.</summary>
    public void GrowAlone()
    {
        var count = company.Scaled(repository.Name switch { "ios-app" or "android-app" => 400, "design-system" => 250, "engineering-handbook" => 80, _ => 140 });
        var reverted = company.Stories.Rollbacks.OnlyOne is var only && only.Service == repository.Service ? _made.LastOrDefault() : null;
        foreach (var at in WorkTimes.Draw(_dice, count, company.Founded.AddDays(2), company.End, TimeSpan.FromMinutes(40)).Where(at => reverted is null || (at - reverted.MergedAt!.Value).Duration() > TimeSpan.FromHours(5)))
        {
            Make(at, _dice.Hex(40), Mending.None, null, null);
        }

        if (reverted is not null)
        {
            // It failed, was reverted, and nobody has deployed it since.
            Make(reverted.MergedAt!.Value.AddHours(4), _dice.Hex(40), Mending.Revert, reverted, null);
        }
    }

    /// <summary>All of them, those that were given up included, numbered by creation.</summary>
    public IReadOnlyList<PullRequest> Finish()
    {
        foreach (var at in WorkTimes.Draw(_dice, (int)Math.Round(_made.Count * GivenUp), company.Founded.AddDays(5), company.End, TimeSpan.FromMinutes(5)))
        {
            GiveUp(at);
        }

        var ordered = _made.OrderBy(pull => pull.CreatedAt).ToList();
        var spike = company.Stories.StorageSpike;
        var known = repository.Service == spike.Deployment.Service ? ordered.FindIndex(pull => pull.Title == StorageSpike.PullRequestTitle) : -1;
        var offset = known < 0 ? 0 : StorageSpike.PullRequest - known - 1;
        return [.. ordered.Select((pull, place) => pull with { Number = place + 1 + offset })];
    }

    private (string Title, Person Author)? StoryOf(PlannedDeployment plan) =>
        plan.Known == company.Stories.StorageSpike.Deployment ? (StorageSpike.PullRequestTitle, company.Stories.StorageSpike.Author) : null;

    private PullRequest Make(DateTimeOffset merged, string commit, Mending mends, PullRequest? mended, (string Title, Person Author)? story)
    {
        var hurried = mends is Mending.Hotfix or Mending.Revert;
        var machine = story is null && !hurried && _dice.Chance(ByMachine);
        var author = story?.Author ?? (machine ? null : _reviewers.Author(_dice, merged));
        var unreviewed = story is null && _dice.Chance(hurried ? 0.3 : WithoutReview);
        var slow = _reviewers.AreSlowAt(merged) ? SlowReview.PickupTimes : 1;
        var review = hurried ? _dice.Skewed(TimeSpan.FromMinutes(6), 0.4) : _dice.Skewed(TimeSpan.FromHours(5), 0.9);
        var pickup = hurried ? _dice.Skewed(TimeSpan.FromMinutes(5), 0.4) : _dice.Skewed(TimeSpan.FromHours(4), 0.8) * slow;
        var coding = hurried ? _dice.Skewed(TimeSpan.FromMinutes(12), 0.4) : machine ? TimeSpan.FromSeconds(5) : _dice.Skewed(TimeSpan.FromHours(15), 0.9);
        var picked = hurried ? merged - review : WorkTimes.AwakeBefore(merged - review);
        var created = hurried ? picked - pickup : WorkTimes.AwakeBefore(picked - pickup);
        var begun = hurried || machine ? created - coding : WorkTimes.AwakeBefore(created - coding);
        var title = story?.Title ?? (mends is Mending.Revert && mended is not null ? $"Revert \"{mended.Title}\"" : machine ? _wording.Upgrade(_dice) : hurried ? _wording.Fix(_dice) : _wording.Change(_dice));
        var asked = author is null ? [.. _reviewers.Choose(_dice, null, created, 1)] : _reviewers.Choose(_dice, author, created, _dice.Chance(0.3) ? 2 : 1).ToList();
        var pull = new PullRequest
        {
            Repository = repository,
            Number = 0,
            Title = title,
            Author = author,
            Branch = mends is Mending.Hotfix ? $"hotfix/{_wording.Slug(title)}" : machine ? $"dependabot/{_wording.Slug(title)}" : $"{(mends is Mending.Revert ? "revert" : "feature")}/{_wording.Slug(title)}",
            Labels = mends is Mending.Hotfix ? ["hotfix"] : machine ? ["dependencies"] : Wording.Labels(_dice),
            CreatedAt = created,
            Commits = Commits(author, title, begun, created, machine),
            Reviews = unreviewed ? [] : Reviews(asked, picked, merged),
            Asked = unreviewed ? [] : [.. _reviewers.Away(_dice, author, created), .. asked],
            MergedAt = merged,
            ClosedAt = merged,
            MergeCommit = commit,
            Additions = Math.Max(1, (int)_dice.Skewed(machine ? 4 : 62, 1.1)),
            Deletions = (int)_dice.Skewed(machine ? 4 : 21, 1.2),
        };
        _made.Add(pull);
        return pull;
    }

    private void GiveUp(DateTimeOffset created)
    {
        var author = _reviewers.Author(_dice, created);
        var title = _wording.Change(_dice);
        var asked = _reviewers.Choose(_dice, author, created, 1).ToList();
        var closed = created + _dice.Skewed(TimeSpan.FromDays(6), 1.0);
        _made.Add(new()
        {
            Repository = repository,
            Number = 0,
            Title = title,
            Author = author,
            Branch = $"spike/{_wording.Slug(title)}",
            Labels = Wording.Labels(_dice),
            CreatedAt = created,
            Commits = Commits(author, title, WorkTimes.AwakeBefore(created - _dice.Skewed(TimeSpan.FromHours(20), 0.8)), created, machine: false),
            Reviews = _dice.Chance(0.4) ? [new(1, asked[0], created + ((closed - created) * _dice.Unit()), Verdict.Commented)] : [],
            Asked = asked,
            MergedAt = null,
            ClosedAt = closed,
            Additions = (int)_dice.Skewed(120, 1.1),
            Deletions = (int)_dice.Skewed(30, 1.2),
        });
    }

    private List<Commit> Commits(Person? author, string title, DateTimeOffset begun, DateTimeOffset created, bool machine)
    {
        var count = machine ? 1 : 1 + Math.Min(7, (int)_dice.Skewed(1.6, 0.8));
        var commits = new List<Commit>(count) { new(_dice.Hex(40), begun, author, title) };
        for (var i = 1; i < count; i++)
        {
            commits.Add(new(_dice.Hex(40), begun + ((created - begun) * i / count), author, string.Create(CultureInfo.InvariantCulture, $"{Wording.Step(_dice)} ({i + 1})")));
        }

        return commits;
    }

    private List<Review> Reviews(List<Person> asked, DateTimeOffset picked, DateTimeOffset merged)
    {
        var room = merged - picked;
        var reviews = new List<Review>(3);
        if (_dice.Chance(0.3) && room > TimeSpan.FromMinutes(20))
        {
            reviews.Add(new(1, asked[0], picked, _dice.Chance(0.5) ? Verdict.ChangesRequested : Verdict.Commented));
            picked += room * (0.4 + (0.4 * _dice.Unit()));
        }

        reviews.Add(new(reviews.Count + 1, asked[0], picked, Verdict.Approved));
        if (asked.Count > 1)
        {
            reviews.Add(new(reviews.Count + 1, asked[1], picked + ((merged - picked) * (0.1 + (0.8 * _dice.Unit()))), Verdict.Approved));
        }

        return reviews;
    }
}
