using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Findings;

/// <summary>Makes the findings: those of the stories as told there, and around them as many as the design wants.</summary>
internal static class FindingGrowth
{
    /// <summary>At the company's start, stories included.</summary>
    private const int All = 1100;
    private const int Open = 220;
    private const int Ignored = 40;

    /// <summary>A finding every twelve hours, from the start on.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromHours(12);

    public static IReadOnlyList<Finding> Grow(Company company)
    {
        var told = Told(company).ToList();
        var dice = company.Dice("findings");
        var uses = Uses(company).OrderBy(_ => dice.Next()).ToList();
        var left = company.Scaled(All) - told.Count;
        var open = company.Scaled(Open) - told.Count;
        var ignored = company.Scaled(Ignored);
        var (made, later) = (new List<Finding>(), new List<Use>());
        foreach (var use in uses)
        {
            var size = use.Package.Weaknesses.Count;
            if (size > left)
            {
                later.Add(use);
                continue;
            }

            left -= size;
            var stays = !use.Package.IsUrgent && size <= open;
            var judged = !stays && !use.Package.IsUrgent && size <= ignored;
            (open, ignored) = (stays ? open - size : open, judged ? ignored - size : ignored);
            made.AddRange(Past(company, use, stays, judged));
        }

        var next = company.Start;
        foreach (var use in later.Where(use => !use.Package.IsUrgent).TakeWhile(_ => next < company.End))
        {
            next += Pace * (use.Package.Weaknesses.Count / company.Scale);
            made.AddRange(Made(company, use, next, next + Mending(company.Dice("findings/mending", use.Id), use.Package)));
        }

        return [.. told.Concat(made).OrderBy(finding => finding.FoundAt).ThenBy(finding => finding.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<Finding> Past(Company company, Use use, bool stays, bool judged)
    {
        var dice = company.Dice("findings/past", use.Id);
        if (stays)
        {
            var age = dice.Skewed(TimeSpan.FromDays(24), 1.1);
            var found = company.Start - (age < Company.History - TimeSpan.FromDays(2) ? age : TimeSpan.FromDays(400));
            return Made(company, use, found, dice.Chance(0.5) ? company.Start + TimeSpan.FromDays(1 + (44 * dice.Unit())) : null);
        }

        // Nothing urgent is from this week: what is, the stories tell.
        var at = company.Founded.AddDays(2) + ((Company.History - TimeSpan.FromDays(12)) * dice.Unit());
        if (judged)
        {
            return Made(company, use, at, null).Select(finding => finding with { IgnoredAt = at.AddDays(1 + (8 * dice.Unit())) });
        }

        var mended = at + Mending(dice, use.Package);
        return Made(company, use, at, mended < company.Start ? mended : at + ((company.Start - at) * 0.8));
    }

    private static IEnumerable<Finding> Made(Company company, Use use, DateTimeOffset found, DateTimeOffset? mended)
    {
        var scanners = company.Dice("findings/scanner", use.Id).Below(4);
        var dependable = use.Repository.Forge is Forge.GitHub && !use.InImage;
        return use.Package.Weaknesses.Select((weakness, place) => new Finding
        {
            Repository = use.Repository,
            Package = use.Package,
            Weakness = weakness,
            InImage = use.InImage,
            Manifest = use.Manifest,
            FoundAt = Second(found.AddSeconds(place)),
            FixedAt = mended is { } at ? Second(at) : null,
            BySnyk = !dependable || scanners < 3,
            ByDependabot = dependable && scanners != 2,
        });
    }

    /// <summary>How long until somebody upgrades: mostly within the time that is set, sometimes not.</summary>
    private static TimeSpan Mending(Dice dice, WeakPackage package) => package.Weaknesses.Max(weakness => weakness.Cvss) switch
    {
        >= 9 => dice.Skewed(TimeSpan.FromHours(14), 0.6),
        >= 7 => dice.Skewed(TimeSpan.FromDays(4.5), 0.6),
        >= 4 => dice.Skewed(TimeSpan.FromDays(18), 0.7),
        _ => dice.Skewed(TimeSpan.FromDays(45), 0.8),
    };

    private static IEnumerable<Finding> Told(Company company)
    {
        var story = company.Stories.Weaknesses;
        Finding Of(Service service, WeakPackage package, Weakness weakness, DateTimeOffset at) => new()
        {
            Repository = company.Repository(service.Name),
            Package = package,
            Weakness = weakness,
            InImage = false,
            Manifest = Stack.ManifestOf(company.Repository(service.Name))!,
            FoundAt = Second(at),
            BySnyk = true,
            ByDependabot = true,
        };

        yield return Of(story.Exploited, StoryPackages.Log4j, StoryPackages.Log4j.Weaknesses[0], story.ExploitedFoundAt);
        foreach (var (cve, _, name, service, at) in story.New)
        {
            var package = StoryPackages.New.Single(package => package.Name == name);
            yield return Of(service, package, package.Weaknesses.Single(weakness => weakness.Cve == cve), at);
        }

        foreach (var (weakness, place) in StoryPackages.Jackson.Weaknesses.Select((weakness, place) => (weakness, place)))
        {
            yield return Of(story.Upgradable, StoryPackages.Jackson, weakness, company.Ago(19, 4, 12).AddSeconds(place));
        }
    }

    private static IEnumerable<Use> Uses(Company company)
    {
        foreach (var repository in company.Repositories)
        {
            if (Stack.EcosystemOf(repository) is { } ecosystem)
            {
                foreach (var package in PackageList.All.Where(package => package.Ecosystem == ecosystem))
                {
                    yield return new(repository, package, InImage: false, Stack.ManifestOf(repository)!);
                }
            }

            if (repository.Service is not null)
            {
                foreach (var package in PackageList.All.Where(package => package.Ecosystem == Stack.Image))
                {
                    yield return new(repository, package, InImage: true, Stack.ImageManifest);
                }
            }
        }
    }

    private static DateTimeOffset Second(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private sealed record Use(Repository Repository, WeakPackage Package, bool InImage, string Manifest)
    {
        public string Id => $"{Repository.Name}/{InImage}/{Package.Name}";
    }
}
