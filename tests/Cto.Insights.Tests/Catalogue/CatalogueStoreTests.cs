using Cto.Domain;
using Cto.Domain.Catalogue;
using Cto.Domain.Governance;
using Cto.Domain.Quality;
using Cto.Domain.Reliability;
using Cto.Insights.Catalogue;
using Cto.Insights.Delivery.DoraMetrics;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;
using static Cto.Insights.Tests.Delivery.Company;

namespace Cto.Insights.Tests.Catalogue;

public sealed class CatalogueStoreTests
{
    private const string Dora = "delivery.dora";

    private Company _company = null!;

    private CatalogueStore Catalogue => _company.Store.Services.GetRequiredService<CatalogueStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_incident_on_another_spelling_belongs_to_the_service()
    {
        _company = await StartAsync();
        await PushAsync("github", Deployed("a", 0, "checkout-service"), Deployed("b", 10, "checkout-service"));
        await PushAsync("pagerduty", Broke("INC-1", 11, 12, "Checkout Service"), Broke("INC-2", 11.5, 12, "checkout"));
        var answer = await _company.AnswerAsync<DoraAnswer>(Dora, "service=checkout-service");
        Assert.Equal((2, 1), (answer.DeploymentFrequency.Count, answer.ChangeFailureRate.Failed));
        var view = await ReadAsync();
        var service = Assert.Single(view.Entries, entry => entry.Kind == CatalogueKind.Service);
        Assert.Equal(["checkout-service", "Checkout Service", "checkout"], service.Names.Select(name => name.Name));
        Assert.Equal("the same name but for “service”", service.Names[2].Reason);
        Assert.Empty(view.Proposals);
    }

    [Fact]
    public async Task What_only_looks_alike_counts_from_the_moment_somebody_accepts_it_until_somebody_refuses_it()
    {
        _company = await StartAsync();
        await PushAsync("github", Deployed("a", 0, "checkout-service"), Deployed("b", 10, "checkout-service"));
        await PushAsync("pagerduty", Broke("INC-1", 11, 12, "checkout-service EU"));
        Assert.Equal(0, (await _company.AnswerAsync<DoraAnswer>(Dora, "service=checkout-service")).ChangeFailureRate.Failed);
        var proposal = Assert.Single((await ReadAsync()).Proposals);
        Assert.Equal(("checkout-service EU", "checkout-service", "pagerduty"), (proposal.Name, proposal.Entry, proposal.System));

        Assert.True(await DecideAsync(proposal, accepted: true));
        Assert.Equal(1, (await _company.AnswerAsync<DoraAnswer>(Dora, "service=checkout-service")).ChangeFailureRate.Failed);
        await PushAsync("pagerduty", Broke("INC-2", 30, 31, "checkout-service EU"));
        Assert.Equal(("Ann", "accepted"), (await ReadAsync()).Entries.Single().Names.Single(name => name.Name == proposal.Name) is var name ? (name.DecidedBy, name.State) : default);

        Assert.True(await DecideAsync(proposal, accepted: false));
        Assert.Equal(0, (await _company.AnswerAsync<DoraAnswer>(Dora, "service=checkout-service")).ChangeFailureRate.Failed);
        await PushAsync("pagerduty", Broke("INC-3", 40, 41, "checkout-service EU"));
        var view = await ReadAsync();
        Assert.Empty(view.Proposals);
        Assert.Equal("checkout-service EU", Assert.Single(view.Unmatched).Name);
    }

    [Fact]
    public async Task What_a_repository_says_of_its_service_is_proposed_and_taken_over_where_nobody_said_otherwise()
    {
        _company = await StartAsync();
        await PushAsync("github", Deployed("a", 0, "checkout-service"), Deployed("b", 1, "payments-api"), Declaring("acme/checkout-service", "checkout", "group:default/payments", 1), Declaring("acme/payments-api", "pay-core", "team-pay", 2),
            new Repository { Key = "repository:broken", Name = "acme/broken", CatalogInfo = "apiVersion: [" }, new Repository { Key = "repository:none", Name = "acme/none", CatalogInfo = "" });
        var view = await ReadAsync();
        Assert.Equal(
            ["checkout → checkout-service: catalog-info.yaml in acme/checkout-service", "pay-core → payments-api: catalog-info.yaml in acme/payments-api"],
            view.Proposals.Select(proposal => $"{proposal.Name} → {proposal.Entry}: {proposal.Reason}").Order());
        Assert.All(view.Entries.Where(entry => entry.Kind == CatalogueKind.Service), entry => Assert.Equal((null, null, false), (entry.Team, entry.Tier, entry.Pinned)));

        var (checkout, pay) = (view.Proposals.Single(proposal => proposal.Name == "checkout"), view.Proposals.Single(proposal => proposal.Name == "pay-core"));
        await Catalogue.SaveAsync(_company.Tenant.Id, new() { Id = checkout.EntryId, Kind = CatalogueKind.Service, Name = "checkout-service", Team = "Growth" }, "Ann", Token);
        Assert.True(await DecideAsync(checkout, accepted: true));
        Assert.True(await DecideAsync(pay, accepted: false));

        // A new reading of the files changes neither.
        await PushAsync("github", Declaring("acme/checkout-service", "checkout", "group:default/search", 3));
        var after = await ReadAsync();
        var service = after.Entries.Single(entry => entry.Name == "checkout-service");
        Assert.Equal(("Growth", 1, true), (service.Team, service.Tier, service.Pinned));
        Assert.Equal(["acme/checkout-service"], service.Repositories);
        Assert.Equal((null, null), after.Entries.Single(entry => entry.Name == "payments-api") is var other ? (other.Team, other.Tier) : default);
        Assert.DoesNotContain(after.Proposals, proposal => proposal.Entry == "payments-api");
    }

    [Fact]
    public async Task What_somebody_says_of_a_service_stays_whatever_the_facts_say()
    {
        _company = await StartAsync();
        await PushAsync("push", Service("shop", "sales", "acme/shop"));
        var shop = Assert.Single((await ReadAsync()).Entries, entry => entry.Kind == CatalogueKind.Service);
        Assert.Equal(("sales", false), (shop.Team, shop.Pinned));
        await Catalogue.SaveAsync(_company.Tenant.Id, new() { Id = shop.Id, Kind = CatalogueKind.Service, Name = "shop", Team = "Growth", Tier = 1 }, "Ann", Token);
        await PushAsync("push", Service("shop", "others", "acme/shop"), Deployed("a", 0, "shop"));
        shop = Assert.Single((await ReadAsync()).Entries, entry => entry.Kind == CatalogueKind.Service);
        Assert.Equal(("Growth", 1, true, "Ann"), (shop.Team, shop.Tier, shop.Pinned, shop.UpdatedBy));
        Assert.Equal(["acme/shop"], shop.Repositories);
        Assert.Equal(1, (await _company.AnswerAsync<DoraAnswer>(Dora, "team=Growth")).DeploymentFrequency.Count);
        await Assert.ThrowsAsync<CatalogueNameTakenException>(() => Catalogue.SaveAsync(_company.Tenant.Id, new() { Kind = CatalogueKind.Service, Name = "SHOP" }, "Ann", Token));
        Assert.Equal("shop", await Catalogue.DeleteAsync(_company.Tenant.Id, shop.Id, Token));
        Assert.Equal(("others", false), (await ReadAsync()).Entries.Single(entry => entry.Kind == CatalogueKind.Service) is var again ? (again.Team, again.Pinned) : default);
    }

    [Fact]
    public async Task People_are_joined_by_email_and_their_other_accounts_proposed()
    {
        _company = await StartAsync();
        await PushAsync("slack", new Person { Key = "slack:U1", Name = "Ann Lee", Email = "Ann@acme.test", Team = "Payments", Status = PersonStatus.Active });
        await PushAsync("github", Account("github", "ann-lee", null), Account("aws", "ann", "ann@acme.test"), Account("aws", "ci", null) with { Kind = AccountKind.Service });
        var view = await ReadAsync();
        var ann = Assert.Single(view.Entries, entry => entry.Kind == CatalogueKind.Person);
        Assert.Equal(("Ann Lee", "ann@acme.test", "Payments"), (ann.Name, ann.Email, ann.Team));
        Assert.Equal(["aws", "slack"], ann.Names.Select(name => name.System).Order(StringComparer.Ordinal));
        Assert.Equal(("github", "ann-lee", "the login is the full name"), Assert.Single(view.Proposals) is var proposal ? (proposal.System, proposal.Name, proposal.Reason) : default);
    }

    [Fact]
    public async Task Teams_and_repositories_are_mapped_as_services_are()
    {
        _company = await StartAsync();
        await PushAsync("github", new Repository { Key = "r", Name = "acme/shop" }, new Team { Key = "t", Name = "payments", Members = ["ann@acme.test"] });
        await PushAsync("sonarqube", new QualityGate { Key = "q", Project = "acme_shop", Name = "Shop", Status = QualityGateStatus.Passed });
        await PushAsync("pagerduty", new OnCallSchedule { Key = "s", Name = "Primary", Team = "Payments Team" });
        var view = await ReadAsync();
        Assert.Equal(["acme/shop", "acme_shop"], view.Entries.Single(entry => entry.Kind == CatalogueKind.Repository).Names.Select(name => name.Name).Order(StringComparer.Ordinal));
        var team = view.Entries.Single(entry => entry.Kind == CatalogueKind.Team);
        Assert.Equal(("payments", "Payments Team"), (team.Name, team.Names.Single(name => name.System == "pagerduty").Name));
        Assert.Equal(["ann@acme.test"], team.Members);
    }

    [Fact]
    public async Task An_import_declares_entries_and_names_and_again_changes_nothing()
    {
        _company = await StartAsync();
        await PushAsync("github", Deployed("a", 0, "checkout"), Deployed("b", 0, "checkout-service"));
        ImportedEntry[] imported = [new(new() { Kind = CatalogueKind.Service, Name = "checkout-service", Team = "Payments", Tier = 1, Repositories = ["acme/checkout"] }, [("github", "checkout")])];
        await Catalogue.ImportAsync(_company.Tenant.Id, imported, "Ann", Token);
        var first = await ReadAsync();
        await Catalogue.ImportAsync(_company.Tenant.Id, imported, "Ann", Token);
        var service = Assert.Single((await ReadAsync()).Entries, entry => entry.Kind == CatalogueKind.Service);
        Assert.Equal(first.Entries.Single(entry => entry.Kind == CatalogueKind.Service).Id, service.Id);
        Assert.Equal(("checkout-service", "Payments", 1), (service.Name, service.Team, service.Tier));
        Assert.Equal(2, (await _company.AnswerAsync<DoraAnswer>(Dora, "service=checkout-service")).DeploymentFrequency.Count);
    }

    [Fact]
    public async Task Reading_again_writes_nothing_and_another_company_sees_none_of_it()
    {
        _company = await StartAsync();
        await PushAsync("github", Deployed("a", 0, "checkout-service"), new Slo { Key = "s", Name = "Up", Service = "checkout", Target = 0.999, WindowDays = 30 });
        var first = await ReadAsync();
        var second = await ReadAsync();
        Assert.Equal(first.Entries.Select(entry => entry.Id), second.Entries.Select(entry => entry.Id));
        Assert.Equal(first.Entries.SelectMany(entry => entry.Names), second.Entries.SelectMany(entry => entry.Names));
        var other = await StartAsync();
        Assert.Empty((await Catalogue.ReadAsync(other.Tenant.Id, Token)).Entries);
        Assert.False(await Catalogue.DecideAsync(other.Tenant.Id, new(CatalogueKind.Service, "datadog", "checkout", first.Entries[0].Id, true), "Eve", Token));
    }

    private static Account Account(string system, string login, string? email) =>
        new() { Key = $"{system}:{login}", System = system, Login = login, Email = email, Kind = AccountKind.Person, Status = AccountStatus.Active };

    private Task<CatalogueView> ReadAsync() => Catalogue.ReadAsync(_company.Tenant.Id, Token);

    private Task<bool> DecideAsync(CatalogueName name, bool accepted) => Catalogue.DecideAsync(_company.Tenant.Id, new(name.Kind, name.System, name.Name, name.EntryId, accepted), "Ann", Token);

    private static Repository Declaring(string repository, string name, string owner, int tier) => new()
    {
        Key = $"repository:{repository}",
        Name = repository,
        ChangedAt = Begin.AddHours(tier),
        CatalogInfo = $"""
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: {name}
              annotations:
                github.com/project-slug: acme/somewhere-else
              labels:
                acme.example/tier: tier-{tier}
            spec:
              type: service
              lifecycle: production
              owner: {owner}
            """,
    };

    private async Task PushAsync(string connector, params Fact[] facts)
    {
        var sources = _company.Store.Services.GetRequiredService<SourceStore>();
        var source = (await sources.ListAsync(_company.Tenant.Id, Token)).FirstOrDefault(known => known.Connector == connector)?.Id
            ?? (connector == "push" ? await sources.PushSourceAsync(_company.Tenant.Id, Token) : await sources.CreateAsync(new() { TenantId = _company.Tenant.Id, Connector = connector, Name = connector }, Token));
        Assert.Empty((await _company.Store.Services.GetRequiredService<FactStore>().WriteAsync(new(_company.Tenant.Id, source, "all", new() { Facts = facts }), Token)).Rejected);
    }
}
