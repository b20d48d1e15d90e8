using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;
using Cto.Upstreams.World.Stories;
using Microsoft.Extensions.Time.Testing;

namespace Cto.Upstreams.Tests.World;

public sealed class DeliveryTests
{
    private static readonly Company Acme = Demo.Acme;

    private static readonly IReadOnlyList<RepositoryLife> Lives = [.. Acme.Repositories.Select(Acme.Delivery.Of)];

    [Fact]
    public void It_has_the_size_of_the_design()
    {
        var now = Demo.Now;
        Assert.InRange(Lives.Sum(life => life.PullRequests.Count(pull => pull.CreatedAt <= now)), 13_000, 15_000);
        Assert.InRange(Lives.Sum(life => life.Deployments.Count(deployment => deployment.IsProduction && deployment.CreatedAt <= now)), 8_700, 9_300);
        Assert.InRange(Lives.Sum(life => life.Runs.Count(run => run.CreatedAt <= now)), 37_000, 43_000);
        Assert.InRange(Lives.Sum(life => life.Releases.Count(release => release.PublishedAt <= now)), 1_000, 3_000);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.02, 1)]
    [InlineData(0.3, 7)]
    [InlineData(3, 2)]
    public void Every_life_makes_sense(double scale, int seed)
    {
        var company = new Company(new() { Start = Demo.Now, Scale = scale, Seed = seed }, new FakeTimeProvider(Demo.Now));
        foreach (var life in company.Repositories.Select(company.Delivery.Of))
        {
            Assert.Equal(life.PullRequests.Count, life.PullRequests.Select(pull => pull.Number).Distinct().Count());
            Assert.Equal(life.PullRequests.OrderBy(pull => pull.CreatedAt).Select(pull => pull.Number), life.PullRequests.Select(pull => pull.Number));
            Assert.All(life.PullRequests, pull =>
            {
                Assert.True(pull.Number > 0);
                Assert.True(pull.Commits[0].At <= pull.CreatedAt && pull.CreatedAt < pull.ClosedAt, $"{pull}: {pull.CreatedAt} to {pull.ClosedAt}");
                Assert.All(pull.Reviews, review => Assert.InRange(review.At, pull.CreatedAt, pull.ClosedAt));
                Assert.DoesNotContain(pull.Reviews, review => review.Reviewer == pull.Author);
            });
            Assert.Equal(life.Line.Count, life.Line.Select(pull => pull.MergeCommit).Distinct().Count());
            Assert.All(life.Deployments, deployment =>
            {
                Assert.True(deployment.CreatedAt < deployment.StartedAt && deployment.StartedAt < deployment.FinishedAt, $"{deployment}");
                Assert.InRange(life.PlaceOf(deployment.Commit), 0, life.Line.Count - 1);
                Assert.True(life.Line[life.PlaceOf(deployment.Commit)].MergedAt < deployment.CreatedAt, $"{deployment} before its commit");
            });
            Assert.Equal(life.Deployments.Count(deployment => deployment.IsProduction), life.Deployments.Where(deployment => deployment.IsProduction).Select(deployment => deployment.Number).Distinct().Count());
            Assert.All(life.Runs, run => Assert.True(run.CreatedAt <= run.StartedAt && run.StartedAt < run.FinishedAt));
            Assert.Equal(life.Releases.Count, life.Releases.Select(release => release.Tag).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.02)]
    public void Every_deployment_of_the_stories_is_there_and_nothing_else_happens_to_it(double scale)
    {
        var company = new Company(new() { Start = Demo.Now, Scale = scale }, new FakeTimeProvider(Demo.Now));
        var (spike, rollbacks) = (company.Stories.StorageSpike, company.Stories.Rollbacks);
        foreach (var known in (KnownDeployment[])[spike.Deployment, rollbacks.Hotfixed, rollbacks.Reverted, rollbacks.Good, .. rollbacks.RolledBack, rollbacks.Back, rollbacks.Broke, rollbacks.OnlyOne])
        {
            var deployment = company.Delivery.Of(known);
            Assert.Equal((known.At, known.Version, known.Commit, true), (deployment.FinishedAt, deployment.Version, deployment.Commit, deployment.Succeeded));
        }

        var pipeline = company.Delivery.Of(spike.Deployment.Service);
        var change = pipeline.Line[pipeline.PlaceOf(spike.Deployment.Commit)];
        Assert.Equal((StorageSpike.PullRequest, StorageSpike.PullRequestTitle, spike.Author), (change.Number, change.Title, change.Author));

        var checkout = company.Delivery.Of(rollbacks.Broke.Service);
        var reverted = checkout.Line[checkout.PlaceOf(rollbacks.Reverted.Commit)];
        Assert.Single(checkout.Line, pull => pull.Title == $"Revert \"{reverted.Title}\"");
        var hotfix = checkout.Deployments.Single(deployment => deployment.IsProduction && deployment.Number == rollbacks.Hotfixed.Number + 1);
        Assert.InRange(hotfix.FinishedAt - rollbacks.Hotfixed.At, TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.StartsWith("hotfix/", checkout.Line[checkout.PlaceOf(hotfix.Commit)].Branch, StringComparison.Ordinal);
        // Three of the four are seen in the delivery itself, the fourth by its incident.
        var quarter = checkout.Line.Where(pull => pull.MergedAt > Demo.Now.AddDays(-100) && pull.MergedAt <= Demo.Now).ToList();
        Assert.Single(quarter, pull => pull.Labels.Contains("hotfix"));
        Assert.Single(quarter, pull => pull.Title.StartsWith("Revert", StringComparison.Ordinal));

        var runners = company.Delivery.Of(rollbacks.OnlyOne.Service);
        Assert.Single(runners.Deployments, deployment => deployment.IsProduction);
        var only = runners.Line[runners.PlaceOf(rollbacks.OnlyOne.Commit)];
        Assert.Single(runners.Line, pull => pull.Title == $"Revert \"{only.Title}\"" && pull.MergedAt > only.MergedAt);
    }

    [Fact]
    public void Pickup_in_Payments_tripled_two_weeks_ago_and_two_people_do_most_reviews()
    {
        var story = Acme.Stories.SlowReview;
        var pulls = Lives.Where(life => life.Repository.Team == story.Team).SelectMany(life => life.Line).Where(pull => pull.Author is not null && pull.MergedAt <= Demo.Now).ToList();
        var before = Median(pulls.Where(pull => pull.MergedAt < story.Since && pull.MergedAt > story.Since.AddDays(-60)));
        var after = Median(pulls.Where(pull => pull.MergedAt >= story.Since));
        var others = Lives.Where(life => life.Repository.Team != story.Team).SelectMany(life => life.Line).Where(pull => pull.Author is not null && pull.MergedAt <= Demo.Now).ToList();
        var reviews = pulls.SelectMany(pull => pull.Reviews).Where(review => review.At > Demo.Now.AddDays(-90) && review.At <= Demo.Now).ToList();

        Assert.InRange(after / before, 2.2, 4.5);
        Assert.True(LeadTime(pulls.Where(pull => pull.MergedAt >= story.Since)) > 1.2 * LeadTime(pulls.Where(pull => pull.MergedAt < story.Since && pull.MergedAt > story.Since.AddDays(-60))));
        Assert.InRange(Median(others.Where(pull => pull.MergedAt >= story.Since)) / Median(others.Where(pull => pull.MergedAt < story.Since)), 0.75, 1.3);
        Assert.InRange(reviews.Count(review => story.Reviewers.Contains(review.Reviewer)) / (double)reviews.Count, 0.63, 0.77);
        Assert.DoesNotContain(pulls.SelectMany(pull => pull.Reviews), review => review.Reviewer == story.Reviewers[1] && review.At > story.Reviewers[1].OnLeaveSince?.AddDays(5) && review.At <= Demo.Now);
    }

    [Fact]
    public void The_same_seed_is_the_same_company_and_the_start_moves_it_as_a_whole()
    {
        var again = new Company(new() { Start = Demo.Now }, new FakeTimeProvider(Demo.Now));

        Assert.Equal(Lives[0].PullRequests.Select(pull => (pull.Number, pull.Title, pull.CreatedAt, pull.MergeCommit)), again.Delivery.Of(again.Repositories[0]).PullRequests.Select(pull => (pull.Number, pull.Title, pull.CreatedAt, pull.MergeCommit)));
    }

    // From the first commit to the merge: what comes after is the pipeline's.
    private static double LeadTime(IEnumerable<PullRequest> pulls) => Middle(pulls.Select(pull => (pull.MergedAt!.Value - pull.Commits[0].At).TotalHours));

    private static double Median(IEnumerable<PullRequest> pulls) => Middle(pulls.Where(pull => pull.Reviews.Count > 0).Select(pull => (pull.Reviews[0].At - pull.CreatedAt).TotalHours));

    private static double Middle(IEnumerable<double> hours) => hours.Order().ToList() is var all ? all[all.Count / 2] : 0;
}
