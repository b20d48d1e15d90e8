namespace Cto.Upstreams.World.Findings;

/// <summary>A known weakness in a package that a repository, or the image built from it, uses. Snyk, Dependabot or both report it.</summary>
internal sealed record Finding
{
    public required Repository Repository { get; init; }
    public required WeakPackage Package { get; init; }
    public required Weakness Weakness { get; init; }

    /// <summary>In the image of the service and not in what its repository names.</summary>
    public required bool InImage { get; init; }

    /// <summary>The file that brings the package in.</summary>
    public required string Manifest { get; init; }
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>When the package was upgraded; <see langword="null"/> = not within what is known.</summary>
    public DateTimeOffset? FixedAt { get; init; }

    /// <summary>When somebody said that it is no risk; <see langword="null"/> = nobody did.</summary>
    public DateTimeOffset? IgnoredAt { get; init; }

    /// <summary>Whether Snyk reports it.</summary>
    public required bool BySnyk { get; init; }

    /// <summary>Whether Dependabot does; only repositories at GitHub have it, and no images.</summary>
    public required bool ByDependabot { get; init; }

    /// <summary>Unique and the same in every run.</summary>
    public string Id => $"{Repository.Name}/{(InImage ? "image" : "code")}/{Package.Name}/{Weakness.Cve}";

    /// <summary>Snyk's name of the weakness: its database has numbers of its own.</summary>
    public string SnykId => $"SNYK-{SnykWord}-{new string([.. Package.Name.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)])}-{Math.Abs((int)(Dice.For(0, "snyk/weakness", Package.Name, Weakness.Cve).Next() % 9_000_000)) + 1_000_000}";

    /// <summary>Whether it runs in production: what belongs to a service does.</summary>
    public bool IsInProduction => Repository.Service is not null;

    public bool IsVisible(DateTimeOffset now) => FoundAt <= now;

    public bool IsFixed(DateTimeOffset now) => FixedAt <= now;

    public bool IsIgnored(DateTimeOffset now) => IgnoredAt <= now && !IsFixed(now);

    public bool IsOpen(DateTimeOffset now) => IsVisible(now) && !IsFixed(now) && !IsIgnored(now);

    public DateTimeOffset UpdatedAt(DateTimeOffset now) => IsFixed(now) ? FixedAt!.Value : IsIgnored(now) ? IgnoredAt!.Value : FoundAt;

    public override string ToString() => Id;

    private string SnykWord => Package.Ecosystem switch { "Maven" => "JAVA", "npm" => "JS", "PyPI" => "PYTHON", "Go" => "GOLANG", _ => "DEBIAN11" };
}
