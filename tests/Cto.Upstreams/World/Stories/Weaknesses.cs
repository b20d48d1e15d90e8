namespace Cto.Upstreams.World.Stories;

/// <summary>5. New critical findings since Monday, a log4j that is exploited in production, one finding under two names, one upgrade that closes nine.</summary>
internal sealed class Weaknesses(Company company)
{
    public const string Log4jCve = "CVE-2021-44228";
    public const string Log4jGhsa = "GHSA-jfh8-c2jp-5v3q";
    public const string Log4jPackage = "org.apache.logging.log4j:log4j-core";
    public const string Log4jVersion = "2.14.1";
    public const string Log4jFixedIn = "2.15.0";

    /// <summary>Nobody uses it.</summary>
    public const string XzCve = "CVE-2024-3094";

    public const string JacksonPackage = "com.fasterxml.jackson.core:jackson-databind";
    public const string JacksonVersion = "2.9.8";
    public const string JacksonFixedIn = "2.9.10.8";
    public const int JacksonFindings = 9;

    /// <summary>Where the log4j runs in production; Snyk reports it as CVE, Dependabot as GHSA.</summary>
    public Service Exploited { get; } = company.Service("checkout-service");

    /// <summary>Past its 24 hours, and not one of the new ones of this week.</summary>
    public DateTimeOffset ExploitedFoundAt { get; } = company.Monday().AddDays(-2).AddHours(5).AddMinutes(40);

    /// <summary>Where the upgrade closes nine findings.</summary>
    public Service Upgradable { get; } = company.Service("payments-api");

    /// <summary>The three critical ones since Monday, each in its service.</summary>
    public IReadOnlyList<(string Cve, string Ghsa, string Package, Service Service, DateTimeOffset FoundAt)> New { get; } =
    [
        ("CVE-2024-1597", "GHSA-24rp-q3w6-vc56", "org.postgresql:postgresql", company.Service("orders-service"), SinceMonday(company, 0.2)),
        ("CVE-2022-1471", "GHSA-mjmj-j48q-9wg2", "org.yaml:snakeyaml", company.Service("catalog-service"), SinceMonday(company, 0.5)),
        ("CVE-2024-21508", "GHSA-fpw7-j2hg-69v5", "mysql2", company.Service("support-portal"), SinceMonday(company, 0.8)),
    ];

    private static DateTimeOffset SinceMonday(Company company, double share) => company.Monday() + ((company.Start - company.Monday()) * share);
}
