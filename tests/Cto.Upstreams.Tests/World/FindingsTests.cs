using Cto.Upstreams.World;
using Cto.Upstreams.World.Findings;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Tests.World;

/// <summary>The findings of the company at the size of the design.</summary>
public sealed class FindingsTests
{
    private static readonly Company Acme = Demo.Acme;

    [Fact]
    public void There_are_as_many_as_the_design_says_and_more_to_come()
    {
        var all = Acme.Findings.All;

        Assert.Equal(1100, all.Count(finding => finding.IsVisible(Acme.Start)));
        Assert.Equal(220, all.Count(finding => finding.IsOpen(Acme.Start)));
        Assert.InRange(all.Count(finding => finding.FoundAt > Acme.Start), 20, 150);
        Assert.Equal(all.Count, all.Select(finding => finding.Id).Distinct().Count());
        Assert.All(all, finding => Assert.True(finding.BySnyk || finding.ByDependabot));
        Assert.All(all, finding => Assert.True(finding.FixedAt is null || finding.FixedAt > finding.FoundAt));
        Assert.All(all, finding => Assert.InRange(finding.FoundAt, Acme.Founded, Acme.End.AddDays(30)));
    }

    [Fact]
    public void Three_critical_ones_are_new_since_Monday_and_one_that_is_exploited_is_past_its_day()
    {
        var open = Acme.Findings.All.Where(finding => finding.IsOpen(Acme.Start)).ToList();
        var critical = open.Where(finding => finding.Weakness.IsCritical).ToList();

        Assert.Equal(["CVE-2022-1471", "CVE-2024-1597", "CVE-2024-21508"], critical.Where(finding => finding.FoundAt >= Acme.Monday()).Select(finding => finding.Weakness.Cve).Order(StringComparer.Ordinal));
        var exploited = Assert.Single(open, finding => finding.Weakness.IsExploited);
        Assert.Equal((Weaknesses.Log4jCve, "checkout-service", true), (exploited.Weakness.Cve, exploited.Repository.Name, exploited.IsInProduction));
        Assert.True(Acme.Start - exploited.FoundAt > TimeSpan.FromHours(24));
        Assert.True(exploited.BySnyk && exploited.ByDependabot);
        Assert.Equal(Weaknesses.Log4jGhsa, exploited.Weakness.Ghsa);
        Assert.DoesNotContain(Acme.Findings.All, finding => finding.Weakness.IsCritical && finding.FoundAt >= Acme.Monday() && finding.FoundAt <= Acme.Start && !finding.IsOpen(Acme.Start));
    }

    [Fact]
    public void One_upgrade_closes_nine_and_nobody_uses_the_package_that_the_world_speaks_of()
    {
        var jackson = Acme.Findings.All.Where(finding => finding.Package.Name == Weaknesses.JacksonPackage && finding.IsOpen(Acme.Start)).ToList();

        Assert.Equal(Weaknesses.JacksonFindings, jackson.Count);
        Assert.All(jackson, finding => Assert.Equal((Weaknesses.JacksonFixedIn, "payments-api"), (finding.Weakness.FixedIn, finding.Repository.Name)));
        Assert.DoesNotContain(Acme.Findings.All, finding => finding.Weakness.Cve == Weaknesses.XzCve);
        Assert.Contains(Acme.Findings.Published, package => package.Weaknesses.Any(weakness => weakness.Cve == Weaknesses.XzCve));
    }

    [Fact]
    public void An_upgrade_shows_in_what_a_repository_uses()
    {
        var mended = Acme.Findings.All.First(finding => !finding.InImage && finding.IsFixed(Acme.Start));

        PackageInUse At(DateTimeOffset now) => Acme.Findings.PackagesOf(mended.Repository, now).Single(package => package.Name == mended.Package.Name);

        Assert.Equal(mended.Package.Version, At(mended.FixedAt!.Value.AddSeconds(-1)).Version);
        Assert.Equal(mended.Package.MendedVersion, At(mended.FixedAt.Value).Version);
        Assert.All(PackageList.All, package => Assert.All(package.Weaknesses, weakness => Assert.True(Versions.Compare(package.MendedVersion, weakness.FixedIn) >= 0)));
        Assert.All(PackageList.All, package => Assert.True(Versions.Compare(package.MendedVersion, package.Version) > 0, $"{package}"));
    }

    [Fact]
    public void What_a_repository_uses_changes_with_a_push_alone()
    {
        var changes = 0;
        foreach (var repository in Acme.Repositories.Where(repository => Stack.EcosystemOf(repository) is not null))
        {
            var (used, pushed) = (Used(Acme.Founded), Acme.Findings.PushedAt(repository, Acme.Founded));
            for (var now = Acme.Founded; now < Acme.End; now += TimeSpan.FromHours(9))
            {
                var (usedNow, pushedNow) = (Used(now), Acme.Findings.PushedAt(repository, now));
                Assert.True(pushedNow > pushed || usedNow.SetEquals(used), $"{repository.Name} {now:O}");
                changes += usedNow.SetEquals(used) ? 0 : 1;
                (used, pushed) = (usedNow, pushedNow);
            }

            HashSet<PackageInUse> Used(DateTimeOffset now) => [.. Acme.Findings.PackagesOf(repository, now)];
        }

        Assert.True(changes > 200, $"{changes} changes");
        Assert.All(Acme.Findings.All.Where(finding => !finding.InImage), finding => Assert.Contains(
            Acme.Findings.PackagesOf(finding.Repository, finding.FoundAt.AddSeconds(-1)), package => package.Name == finding.Package.Name));
    }

    [Fact]
    public void Code_has_findings_too()
    {
        var seen = Acme.Findings.Code.Where(finding => finding.IsVisible(Acme.Start)).ToList();

        Assert.InRange(seen.Count, 180, 240);
        Assert.InRange(seen.Count(finding => finding.BySnyk), 40, 140);
        Assert.InRange(seen.Count(finding => !finding.IsFixed(Acme.Start) && !finding.IsDismissed(Acme.Start)), 10, 60);
        Assert.DoesNotContain(seen, finding => finding.Repository.Forge is Forge.GitLab && !finding.BySnyk);
    }
}
