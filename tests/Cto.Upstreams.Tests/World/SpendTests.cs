using Cto.Upstreams.World;
using Cto.Upstreams.World.Iam;
using Cto.Upstreams.World.Spend;
using Cto.Upstreams.World.Stories;
using Microsoft.Extensions.Time.Testing;

namespace Cto.Upstreams.Tests.World;

/// <summary>What the company spends and who may do what: the stories come out of the numbers alone, at every scale.</summary>
public sealed class SpendTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Demo.Now.UtcDateTime);

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.02)]
    public void This_week_costs_fifteen_percent_more_and_storage_is_most_of_it(double scale)
    {
        var company = Company(scale);
        decimal Change(string? service) => company.Spend.OfAws.Where(thing => service is null || thing.CloudService == service)
            .Sum(thing => Week(company, thing, 7) - Week(company, thing, 14));
        var before = company.Spend.OfAws.Sum(thing => Week(company, thing, 14));

        Assert.InRange(Change(null) / before, 0.135m, 0.165m);
        Assert.InRange(Change(AwsServices.Storage) / Change(null), 0.75m, 1m);
        Assert.InRange(Change(AwsServices.Network) / Change(null), 0.05m, 0.3m);
        Assert.True(Change(AwsServices.Database) < 0);
    }

    [Fact]
    public void Storage_rises_by_forty_percent_three_hours_after_the_deployment()
    {
        var company = Company(0.02);
        var story = company.Stories.StorageSpike;
        var thing = company.Spend.OfAws.Single(thing => thing.CloudService == AwsServices.Storage && thing.Tag == story.Deployment.Service.Name);
        decimal On(int daysAgo) => company.Spend.On(thing, Today.AddDays(-daysAgo), Demo.Now).Amortized;

        Assert.Equal((StorageSpike.Account, StorageSpike.Region, 812), (thing.Account.Name, thing.Region, story.Deployment.Number));
        Assert.InRange(On(3) / On(10), 1.32m, 1.48m);
        Assert.InRange(On(6) / On(13), 1.08m, 1.27m);
        Assert.InRange(On(7) / On(14), 0.94m, 1.06m);
    }

    [Fact]
    public void At_full_size_there_are_half_a_million_charges_and_each_has_a_name_of_its_own()
    {
        var company = Company(1);

        Assert.InRange(company.Spend.Charges(company.Spend.OfAws, Demo.Now), 450_000, 550_000);
        Assert.Equal(company.Spend.OfAws.Count, company.Spend.OfAws.DistinctBy(thing => (thing.Account, thing.Region, thing.CloudService, thing.Tag, thing.RecordType)).Count());
        Assert.Equal((40, 4, 6), (company.Spend.OfAws.Where(thing => thing.RecordType == "Usage").Select(thing => thing.CloudService).Distinct().Count(),
            company.Spend.OfAws.Where(thing => thing.Region is not null).Select(thing => thing.Region).Distinct().Count(), company.Spend.OfAws.Select(thing => thing.Account).Distinct().Count()));
    }

    [Fact]
    public void Today_costs_what_was_used_so_far_and_tomorrow_nothing()
    {
        var company = Company(0.02);
        var thing = company.Spend.OfAws[0];

        Assert.InRange(company.Spend.On(thing, Today, Demo.Now).Billed / company.Spend.On(thing, Today, Demo.Now.AddDays(1)).Billed, 0.374m, 0.376m);
        Assert.True(company.Spend.On(thing, Today.AddDays(1), Demo.Now).IsNothing);
    }

    [Fact]
    public void Somebody_who_left_is_administrator_two_have_no_second_factor_and_a_key_is_old()
    {
        var company = Company(0.02);
        var administrators = company.Iam.Users.Where(user => user.Groups.Contains(IamWorld.Administrators)).ToList();
        var leaver = Assert.Single(administrators, user => company.People.Single(person => person.Mailbox == user.Name).LeftAt < Demo.Now);

        Assert.Equal((company.Stories.Access.Leaver.Mailbox, Access.Database), (leaver.Name, leaver.Database));
        Assert.InRange(company.Stories.Access.Leaver.LeftAt!.Value.Month, 3, 6);
        Assert.Equal(company.Stories.Access.AdministratorsWithoutMfa.Select(person => person.Mailbox).Order(), administrators.Where(user => !user.Mfa).Select(user => user.Name).Order());
        var old = Assert.Single(company.Iam.Users, user => user is { KeyId: not null, KeyActive: true } && user.KeyCreatedAt < Demo.Now.AddDays(-90));
        Assert.Equal((Access.OldKeyOwner, 399), (old.Name, (int)(Demo.Now - old.KeyCreatedAt).TotalDays));
        Assert.Contains(company.Iam.Users, user => user is { Name: Access.SharedAccount, Password: true });
    }

    private static decimal Week(Company company, SpendThing thing, int daysAgo) => company.Spend.Total(thing, Today.AddDays(-daysAgo), Today.AddDays(7 - daysAgo), Demo.Now).Amortized;

    private static Company Company(double scale) => new(new() { Start = Demo.Now, Scale = scale }, new FakeTimeProvider(Demo.Now));
}
