using Cto.Domain;
using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;
using Cto.Domain.Governance;
using Cto.Domain.Quality;
using Cto.Domain.Reliability;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Endpoints.Catalogue;

/// <summary>A company in which every system spells things its own way.</summary>
internal static class CatalogueCompany
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    public static async Task FillAsync(IServiceProvider services, Guid tenant)
    {
        string[] names = ["checkout-service", "payments-api", "search-api", "billing-service", "auth-service", "orders-service", "inventory-service", "web-storefront"];
        await WriteAsync(services, tenant, "github",
        [
            .. names.Select((name, index) => (Fact)new Deployment
            {
                Key = $"d{index}", Service = name, Repository = $"acme/{name}", Environment = index % 3 == 2 ? "staging" : "production", FinishedAt = Start, Result = DeploymentResult.Success,
            }),
            .. names.Select((name, index) => (Fact)new Repository { Key = $"r{index}", Name = $"acme/{name}" }),
            new Team { Key = "t1", Name = "payments", Members = ["ann.lee@acme.test", "bob.ray@acme.test"] }, new Team { Key = "t2", Name = "platform" },
            Account("github", "ann-lee", "Ann Lee", null), Account("github", "bray", null, null), Account("github", "octo-kim", "Kim Oh", null),
        ]);
        await WriteAsync(services, tenant, "pagerduty",
        [
            .. new[] { "Checkout Service", "Payments API", "Search", "Order Service", "Legacy Gateway" }.Select((name, index) => (Fact)new Incident
            {
                Key = $"i{index}", Title = "Down", Service = name, Status = IncidentStatus.Resolved, StartedAt = Start.AddHours(1), ResolvedAt = Start.AddHours(2), Severity = IncidentSeverity.Sev2,
            }),
            new OnCallSchedule { Key = "s", Name = "Primary", Team = "Payments Team" },
            new Person { Key = "p1", Name = "Ann Lee", Email = "ann.lee@acme.test", Team = "payments", Status = PersonStatus.Active }, new Person { Key = "p2", Name = "Bob Ray", Email = "bob.ray@acme.test", Status = PersonStatus.Active },
        ]);
        await WriteAsync(services, tenant, "datadog",
        [
            .. new[] { "checkout", "payments", "redis", "billing-service-eu" }.Select((name, index) => (Fact)new Slo { Key = $"slo{index}", Name = "Availability", Service = name, Target = 0.999, WindowDays = 30 }),
            Account("slack", "ann.lee", "Ann Lee", "ann.lee@acme.test"),
        ]);
        await WriteAsync(services, tenant, "sonarqube", [new QualityGate { Key = "q", Project = "acme_checkout-service", Name = "Checkout", Status = QualityGateStatus.Passed }]);
    }

    private static Account Account(string system, string login, string? name, string? email) =>
        new() { Key = $"{system}:{login}", System = system, Login = login, Name = name, Email = email, Kind = AccountKind.Person, Status = AccountStatus.Active };

    private static async Task WriteAsync(IServiceProvider services, Guid tenant, string connector, IReadOnlyList<Fact> facts)
    {
        var source = await services.GetRequiredService<SourceStore>().CreateAsync(new() { TenantId = tenant, Connector = connector, Name = connector }, TestContext.Current.CancellationToken);
        Assert.Empty((await services.GetRequiredService<FactStore>().WriteAsync(new(tenant, source, "all", new() { Facts = facts }), TestContext.Current.CancellationToken)).Rejected);
    }
}
