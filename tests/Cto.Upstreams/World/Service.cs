using System.Globalization;

namespace Cto.Upstreams.World;

/// <summary>A service with the names it has in each vendor: they differ a little, as in life.</summary>
/// <param name="Name">As in the organisation's own catalogue and in tags (<c>service=checkout-service</c>).</param>
/// <param name="Tier">1 is what customers notice first.</param>
/// <param name="Team">Its owner.</param>
/// <param name="Language">Of most of its code, as GitHub names it.</param>
internal sealed record Service(string Name, int Tier, Team Team, string Language)
{
    private static readonly string[] Endings = ["-service", "-api", "-gateway", "-engine", "-pipeline"];

    /// <summary>In Datadog and on host names: <c>checkout</c>.</summary>
    public string Short { get; } = Endings.FirstOrDefault(Name.EndsWith) is { } ending ? Name[..^ending.Length] : Name;

    /// <summary>In PagerDuty and Jira components: <c>Checkout Service</c>.</summary>
    public string Title { get; } = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Name.Replace('-', ' ')).Replace("Api", "API", StringComparison.Ordinal).Replace("Ci ", "CI ", StringComparison.Ordinal);

    /// <summary>Where its code is and who builds it.</summary>
    public Forge Forge { get; init; } = Forge.GitHub;

    /// <summary>Who deploys it.</summary>
    public Pipeline Pipeline { get; init; } = Pipeline.GitHubActions;

    public override string ToString() => Name;
}

/// <summary>Where code is kept.</summary>
internal enum Forge
{
    GitHub,
    GitLab,
}

/// <summary>What builds and deploys.</summary>
internal enum Pipeline
{
    GitHubActions,
    GitLabCi,
    Jenkins,
    CircleCi,
}

/// <summary>The twenty-four services.</summary>
internal static class ServiceList
{
    public static IReadOnlyList<Service> Of(Company company)
    {
        Service Owned(string name, int tier, string team, string language) => new(name, tier, company.Team(team), language);
        return
        [
            Owned("checkout-service", 1, "Payments", "Java"),
            Owned("payments-api", 1, "Payments", "Java"),
            Owned("billing-service", 1, "Payments", "Java"),
            Owned("auth-service", 1, "Identity", "Go"),
            Owned("identity-gateway", 1, "Identity", "Go"),
            Owned("web-storefront", 1, "Growth", "TypeScript"),
            Owned("search-api", 1, "Search", "Java") with { Pipeline = Pipeline.CircleCi },
            Owned("catalog-service", 1, "Search", "Kotlin"),
            Owned("inventory-service", 1, "Platform", "Kotlin"),
            Owned("orders-service", 1, "Payments", "Java"),
            Owned("notification-service", 2, "Growth", "TypeScript"),
            Owned("recommendation-engine", 2, "Data", "Python"),
            Owned("data-processing-pipeline", 2, "Data", "Python"),
            Owned("event-ingest", 2, "Data", "Go"),
            Owned("warehouse-loader", 3, "Data", "Java") with { Pipeline = Pipeline.Jenkins },
            Owned("mobile-bff", 1, "Mobile", "TypeScript") with { Forge = Forge.GitLab, Pipeline = Pipeline.GitLabCi },
            Owned("push-gateway", 2, "Mobile", "Go") with { Forge = Forge.GitLab, Pipeline = Pipeline.GitLabCi },
            Owned("admin-console", 3, "Internal Tools", "TypeScript"),
            Owned("feature-flags", 2, "Platform", "Go"),
            Owned("ci-runners", 3, "Platform", "Shell"),
            Owned("infra-modules", 3, "Platform", "HCL"),
            Owned("fraud-scoring", 1, "Security", "Python"),
            Owned("pricing-service", 1, "Growth", "Kotlin"),
            Owned("support-portal", 3, "Internal Tools", "TypeScript"),
        ];
    }
}
