using Cto.Domain.Catalogue;

namespace Cto.Domain.Tests.Catalogue;

public sealed class CataloguePlanTests
{
    private static readonly SeenName Deployed = new(CatalogueKind.Service, "github", "checkout-service") { Rank = NameRank.Exists };
    private static readonly SeenName Paged = new(CatalogueKind.Service, "pagerduty", "Checkout Service") { Rank = NameRank.Listed };
    private static readonly SeenName Watched = new(CatalogueKind.Service, "datadog", "checkout");
    private static readonly SeenName Unlike = new(CatalogueKind.Service, "datadog", "checkout-worker-2");

    [Fact]
    public void What_is_deployed_gives_the_name_whatever_was_read_first()
    {
        var plan = Plan([Watched, Paged, Deployed]);
        Assert.Equal("checkout-service", Assert.Single(plan.Entries).Name);
        Assert.All(plan.Names, name => Assert.True(name.Certain));
        var before = Plan([Paged]);
        Assert.Equal("Checkout Service", Assert.Single(before.Entries).Name);
        Assert.Equal("checkout-service", Assert.Single(Plan([Watched, Paged, Deployed], before.Entries).Entries).Name);
    }

    [Fact]
    public void An_entry_keeps_its_id()
    {
        var first = Plan([Deployed, Paged]);
        Assert.Equal(first.Entries[0].Id, Assert.Single(Plan([Deployed, Paged, Watched], first.Entries).Entries).Id);
    }

    [Fact]
    public void Two_that_are_deployed_are_not_made_one_but_may_be_proposed()
    {
        var plan = Plan([Deployed, Deployed with { Name = "checkout" }]);
        Assert.Equal(["checkout", "checkout-service"], plan.Entries.Select(entry => entry.Name));
        Assert.Equal(("checkout-service", "checkout", false), (plan.Names[1].Name.Name, plan.Names[1].Match.Entry.Name, plan.Names[1].Certain));
    }

    [Fact]
    public void What_only_looks_alike_is_proposed_and_what_looks_like_nothing_stays_unmatched()
    {
        var plan = Plan([Deployed, Unlike, Watched with { Name = "redis" }]);
        var proposal = Assert.Single(plan.Names, name => !name.Certain);
        Assert.Equal(("checkout-worker-2", 0.6), (proposal.Name.Name, proposal.Match.Confidence));
        Assert.DoesNotContain(plan.Names, name => name.Name.Name == "redis");
    }

    [Theory]
    [InlineData("checkout-service", "acme/checkout-service", "checkout-service")]
    [InlineData("Checkout", "acme/shop", "checkout-service")]
    [InlineData("pay-core", "acme/checkout-service", "checkout-service")]
    [InlineData("pay-core", "acme/pay", "pay-core")]
    public void What_a_file_in_a_repository_declares_is_proposed_and_never_taken_by_itself(string name, string repository, string entry)
    {
        var plan = Plan([new(CatalogueKind.Service, "backstage", name) { Rank = NameRank.Listed, DeclaredIn = repository }, Deployed]);

        var proposal = Assert.Single(plan.Names, planned => planned.Name.System == "backstage");
        Assert.Equal((entry, $"catalog-info.yaml in {repository}", false), (proposal.Match.Entry.Name, proposal.Match.Reason, proposal.Certain));
    }

    [Fact]
    public void A_decision_wins_over_any_likeness_and_is_not_taken_back()
    {
        var billing = new CatalogueEntry(Guid.NewGuid(), CatalogueKind.Service, "billing-service", null, true);
        var plan = Plan([Deployed, Watched], [billing], [new(CatalogueKind.Service, "datadog", "checkout", billing.Id, true)]);
        Assert.DoesNotContain(plan.Names, name => name.Name == Watched);
        var entry = Plan([Deployed]).Entries[0];
        var refused = Plan([Deployed, Watched], [entry], [new(CatalogueKind.Service, "datadog", "checkout", entry.Id, false)]);
        Assert.DoesNotContain(refused.Names, name => name.Name == Watched);
    }

    [Fact]
    public void What_is_pinned_or_pointed_at_stays_when_nothing_names_it()
    {
        var (pinned, pointed, left) = (Entry("made by hand", true), Entry("pointed at", false), Entry("left", false));
        var plan = Plan([], [pinned, pointed, left], [new(CatalogueKind.Service, "datadog", "x", pointed.Id, true)]);
        Assert.Equal([pinned, pointed], plan.Entries);
    }

    [Fact]
    public void People_of_one_name_stay_two_and_one_address_is_one()
    {
        var plan = Plan(
        [
            Person("slack", "U1", "ann@acme.test"), Person("github", "ann-l", "ann@acme.test"), Person("jira", "5f", "ann.lee@acme.test"), Person("aws", "alee", null),
        ]);
        Assert.Equal(["ann.lee@acme.test", "ann@acme.test"], plan.Entries.Select(entry => entry.Email).Order(StringComparer.Ordinal));
        Assert.False(plan.Names.Single(name => name.Name.System == "aws").Certain);
    }

    private static SeenName Person(string system, string login, string? email) =>
        new(CatalogueKind.Person, system, login) { Email = email, FullName = "Ann Lee", Rank = email is null ? NameRank.Listed : NameRank.Exists };

    private static CatalogueEntry Entry(string name, bool pinned) => new(Guid.NewGuid(), CatalogueKind.Service, name, null, pinned);

    private static CataloguePlan Plan(IReadOnlyList<SeenName> seen, IReadOnlyList<CatalogueEntry>? entries = null, IReadOnlyList<NameDecision>? decisions = null) =>
        CataloguePlan.Of(seen, entries ?? [], decisions ?? [], Guid.NewGuid);
}
