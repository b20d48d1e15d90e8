using Cto.Upstreams.World;

namespace Cto.Upstreams.Tests.World;

public sealed class CompanyTests
{
    private static readonly Company Acme = Demo.Acme;

    [Fact]
    public void It_has_the_size_of_the_design()
    {
        Assert.Equal((9, 70, 24, 30), (Acme.Teams.Count, Acme.People.Count, Acme.Services.Count, Acme.Repositories.Count));
        Assert.Equal(6, Acme.People.Count(person => person.LeftAt is not null));
        Assert.Equal(64, Acme.People.Count(person => person.WorksAt(Demo.Now)));
    }

    [Fact]
    public void Nobody_shares_a_name_at_any_vendor()
    {
        foreach (var names in (IEnumerable<string>[])
            [Names(p => p.Name), Names(p => p.Email), Names(p => p.GitHub), Names(p => p.Jira), Names(p => p.Asana), Names(p => p.Slack), Names(p => p.PagerDuty)])
        {
            Assert.Equal(70, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }

        IEnumerable<string> Names(Func<Person, string> name) => Acme.People.Select(name);
    }

    [Fact]
    public void Services_differ_a_little_between_vendors()
    {
        var checkout = Acme.Service("checkout-service");

        Assert.Equal(("checkout", "Checkout Service", "acme/checkout-service"), (checkout.Short, checkout.Title, Acme.Repository("checkout-service").FullName));
        Assert.Equal("Payments API", Acme.Service("payments-api").Title);
        Assert.Equal(24, Acme.Services.Select(service => service.Short).Distinct().Count());
    }

    [Fact]
    public void Its_stories_lie_where_the_design_puts_them()
    {
        var stories = Acme.Stories;

        Assert.Equal((812, "data-processing-pipeline"), (stories.StorageSpike.Deployment.Number, stories.StorageSpike.Deployment.Service.Name));
        Assert.Equal(stories.Rollbacks.Broke.At.AddMinutes(10), stories.Outages.Severe.At);
        Assert.Equal(stories.Rollbacks.Good.Commit, stories.Rollbacks.Back.Commit);
        Assert.DoesNotContain(stories.Rollbacks.RolledBack, deployment => deployment.Commit == stories.Rollbacks.Good.Commit);
        Assert.Equal([false, true], stories.SlowReview.Reviewers.Select(reviewer => reviewer.IsOnLeaveAt(Demo.Now)));
        Assert.NotNull(stories.Access.Leaver.LeftAt);
        Assert.Equal(9, stories.Outages.NightPages.Distinct().Count());
        Assert.Equal(DayOfWeek.Wednesday, stories.Outages.EmptyShift.From.DayOfWeek);
        Assert.InRange(stories.Outages.EmptyShift.From, Demo.Now.AddDays(1), Demo.Now.AddDays(12));
        Assert.All(stories.Weaknesses.New, weakness => Assert.InRange(weakness.FoundAt, Cto.Upstreams.World.Stories.Days.Monday(Acme), Demo.Now));
    }
}
