namespace Cto.Upstreams.World.Findings;

/// <summary>Brings the packages that findings speak of into their repositories, each by a push some weeks before.</summary>
internal static class PackageGrowth
{
    private static readonly TimeSpan Unknown = TimeSpan.FromDays(60);

    public static ILookup<Repository, PackageLife> Grow(Company company) => company.Findings.All
        .Where(finding => !finding.InImage)
        .DistinctBy(finding => (finding.Repository, finding.Package))
        .ToLookup(finding => finding.Repository, finding => new PackageLife(finding, Added(company, finding)));

    private static DateTimeOffset Added(Company company, Finding finding)
    {
        var wanted = finding.FoundAt - company.Dice("findings/packages", finding.Repository.Name, finding.Package.Name).Skewed(Unknown, 0.6);
        return company.Delivery.Of(finding.Repository).PushedAt(wanted, company.Founded);
    }
}
