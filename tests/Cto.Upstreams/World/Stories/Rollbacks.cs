namespace Cto.Upstreams.World.Stories;

/// <summary>4. Four failed changes of checkout-service this quarter, one of them seen only in its versions; and a service with one deployment, which failed.</summary>
internal sealed class Rollbacks(Company company)
{
    /// <summary>A hotfix followed within the hour.</summary>
    public KnownDeployment Hotfixed { get; } = KnownDeployment.Of(company, "checkout-service", 1009, company.Ago(44, 14, 12));

    /// <summary>Its pull request was reverted.</summary>
    public KnownDeployment Reverted { get; } = KnownDeployment.Of(company, "checkout-service", 1021, company.Ago(31, 9, 33));

    /// <summary>The version before <see cref="RolledBack"/>: V1, deployed again as <see cref="Back"/> after V2 and V3.</summary>
    public KnownDeployment Good { get; } = KnownDeployment.Of(company, "checkout-service", 1034, company.Ago(18, 10, 5), "v2.103.4");

    /// <summary>V2, then V3; nothing says that they failed but that <see cref="Good"/> came back.</summary>
    public IReadOnlyList<KnownDeployment> RolledBack { get; } =
    [
        KnownDeployment.Of(company, "checkout-service", 1035, company.Ago(17, 9, 50), "v2.103.5"),
        KnownDeployment.Of(company, "checkout-service", 1036, company.Ago(17, 11, 20), "v2.103.6"),
    ];

    /// <summary>V1 again: version and commit of <see cref="Good"/>.</summary>
    public KnownDeployment Back { get; } = KnownDeployment.Of(company, "checkout-service", 1037, company.Ago(17, 12, 10), "v2.103.4");

    /// <summary>Caused the SEV-1 (<see cref="Outages.Severe"/>).</summary>
    public KnownDeployment Broke { get; } = KnownDeployment.Of(company, "checkout-service", 1043, company.Ago(9, 13, 2));

    /// <summary>The only production deployment of ci-runners, and it failed.</summary>
    public KnownDeployment OnlyOne { get; } = KnownDeployment.Of(company, "ci-runners", 1, company.Ago(20, 15, 5), "v1.0.0");
}
