namespace Cto.Upstreams.World.Findings;

/// <summary>
/// What scanners find in the company: known weaknesses in packages and images, and weaknesses in its own code. Snyk shows its share, GitHub that of Dependabot
/// and code scanning; the threat feeds tell of <see cref="Published"/>.
/// </summary>
internal sealed class FindingsWorld(Company company)
{
    private readonly Lazy<IReadOnlyList<Finding>> _all = new(() => FindingGrowth.Grow(company));
    private readonly Lazy<IReadOnlyList<CodeFinding>> _code = new(() => CodeFindingGrowth.Grow(company));
    private readonly Lazy<ILookup<Repository, PackageLife>> _packages = new(() => PackageGrowth.Grow(company));

    /// <summary>Every finding by when it was found, those to come included.</summary>
    public IReadOnlyList<Finding> All => _all.Value;

    /// <summary>Every weakness in the company's own code by when it was found, those to come included.</summary>
    public IReadOnlyList<CodeFinding> Code => _code.Value;

    /// <summary>What the world has published of the packages in the company, and of one that nobody here uses: what threat feeds know.</summary>
    public IReadOnlyList<WeakPackage> Published { get; } = [.. PackageList.All, StoryPackages.Log4j, .. StoryPackages.New, StoryPackages.Jackson, StoryPackages.Xz];

    /// <summary>The packages that a repository uses at an instant, each in the version that it has then, whatever is known of it; what is in its image is not among them.</summary>
    public IEnumerable<PackageInUse> PackagesOf(Repository repository, DateTimeOffset now)
    {
        if (Stack.EcosystemOf(repository) is not { } ecosystem)
        {
            return [];
        }

        var weak = _packages.Value[repository].Where(life => life.AddedAt <= now).Select(life => life.At(now));
        return Stack.SoundPackages(ecosystem).Select(sound => new PackageInUse(ecosystem, sound.Name, sound.Version, Stack.ManifestOf(repository)!)).Concat(weak);
    }

    /// <summary>The last thing that was pushed to a repository by an instant: of its work, or an upgrade.</summary>
    public DateTimeOffset PushedAt(Repository repository, DateTimeOffset now)
    {
        var pushed = company.Delivery.Of(repository).PushedAt(now, company.Founded);
        return _packages.Value[repository].Where(life => life.UpgradedAt <= now && life.UpgradedAt > pushed).Select(life => life.UpgradedAt!.Value).Append(pushed).Max();
    }
}
