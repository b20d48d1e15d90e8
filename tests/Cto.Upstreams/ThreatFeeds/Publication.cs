using Cto.Upstreams.World;
using Cto.Upstreams.World.Findings;

namespace Cto.Upstreams.ThreatFeeds;

/// <summary>What the world has published of a weakness of a package.</summary>
internal sealed record Publication(WeakPackage Package, Weakness Weakness)
{
    public string Cve => Weakness.Cve;

    /// <summary>OSV's name: GitHub's where it has one, else that of the distribution.</summary>
    public string OsvId => Weakness.Ghsa is { } ghsa && Package.Ecosystem != "Debian" ? ghsa : $"DEBIAN-{Cve}";

    /// <summary>Whether GitHub has reviewed it, with the versions that are affected.</summary>
    public bool IsReviewed => Weakness.Ghsa is not null && Package.Ecosystem != "Debian";

    public DateTimeOffset PublishedAt => new(Weakness.PublishedOn, new TimeOnly(14, 15), TimeSpan.Zero);

    public DateTimeOffset ModifiedAt => PublishedAt.AddDays(40);

    /// <summary>Whether a version of the package, by its package URL, is affected.</summary>
    public bool Affects(string purl)
    {
        var at = purl.LastIndexOf('@');
        if (at < 0 || at < purl.LastIndexOf('/'))
        {
            return false;
        }

        var (name, version) = (Uri.UnescapeDataString(purl[..at]), Uri.UnescapeDataString(purl[(at + 1)..]));
        var same = Package.Ecosystem == "Debian"
            ? name.StartsWith("pkg:deb/", StringComparison.Ordinal) && name.Split('/')[^1] == Package.Name
            : name == Uri.UnescapeDataString(Package.Url);
        return same && Versions.Compare(version, Weakness.FixedIn) < 0;
    }

    /// <summary>Whether GitHub would list it for a package name, with or without a version.</summary>
    public bool IsOf(string ecosystem, string package)
    {
        var (name, version) = package.LastIndexOf('@') is > 0 and var at ? (package[..at], package[(at + 1)..]) : (package, null);
        return IsReviewed && Ecosystem == ecosystem && Package.Name == name && (version is null || Versions.Compare(version, Weakness.FixedIn) < 0);
    }

    /// <summary>As GitHub names it.</summary>
    public string Ecosystem => Package.Ecosystem switch { "Maven" => "maven", "PyPI" => "pip", "Go" => "go", var other => other };

    public static IReadOnlyList<Publication> All(Company company) =>
        [.. company.Findings.Published.SelectMany(package => package.Weaknesses.Select(weakness => new Publication(package, weakness)))];
}
