using System.Globalization;
using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Benchmarks.Dora;

/// <summary>A company's delivery over many months: 24 services, each pull request deployed with four others; some deployments fail in every way there is.</summary>
internal sealed class DoraHistory(int months, int pullRequests, DateTimeOffset end)
{
    private const int Services = 24;
    private const int PullsPerDeployment = 5;

    private readonly DateTimeOffset _start = end.AddDays(-30.44 * months);

    public IEnumerable<Fact> Facts() => Enumerable.Range(0, Services).Select(ServiceOf).Concat(Enumerable.Range(0, pullRequests).SelectMany(FactsOf));

    private static string RepositoryOf(int service) => string.Create(CultureInfo.InvariantCulture, $"acme/service-{service}");

    private static string NameOf(int service) => string.Create(CultureInfo.InvariantCulture, $"service-{service}");

    // Forty characters, as a commit has.
    private static string ShaOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:x8}{"c0ffee00c0ffee00c0ffee00c0ffee00"}");

    private static Fact ServiceOf(int service) =>
        new Service { Key = NameOf(service), Name = NameOf(service), Team = string.Create(CultureInfo.InvariantCulture, $"team-{service % 9}"), Repositories = [RepositoryOf(service)] };

    private DateTimeOffset At(int number) => _start + ((end - _start) * ((double)number / pullRequests));

    /// <summary>The services take turns, so a service's pull requests are every 24th; the last of each five is deployed, with a commit list for every other service.</summary>
    private IEnumerable<Fact> FactsOf(int number)
    {
        var (service, turn) = (number % Services, number / Services);
        var merged = At(number);
        yield return new PullRequest
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"github:{RepositoryOf(service)}#{turn}"),
            Url = string.Create(CultureInfo.InvariantCulture, $"https://example.test/{RepositoryOf(service)}/pull/{turn}"),
            Repository = RepositoryOf(service),
            Number = turn,
            Title = turn % 100 == 99 ? string.Create(CultureInfo.InvariantCulture, $"Revert \"Improve part {turn - 20} of the service a good deal\"") : string.Create(CultureInfo.InvariantCulture, $"Improve part {turn} of the service a good deal"),
            Author = string.Create(CultureInfo.InvariantCulture, $"dev-{number % 70}"),
            CreatedAt = merged.AddHours(-20 - (number % 50)),
            FirstCommitAt = merged.AddHours(-30 - (number % 90)),
            FirstReviewAt = merged.AddHours(-2 - (number % 10)),
            MergedAt = merged,
            ClosedAt = merged,
            MergeCommit = ShaOf(number),
            Additions = number % 300,
            Deletions = number % 70,
            Labels = ["feature"],
        };
        if (turn % PullsPerDeployment != PullsPerDeployment - 1)
        {
            yield break;
        }

        var deployment = turn / PullsPerDeployment;
        var rollsBack = deployment % 40 == 39;
        var deployed = rollsBack ? number - (2 * PullsPerDeployment * Services) : number;
        var key = string.Create(CultureInfo.InvariantCulture, $"github:{RepositoryOf(service)}/deployments/{deployment}");
        yield return new Deployment
        {
            Key = key,
            Url = "https://example.test/" + key,
            Service = NameOf(service),
            Repository = RepositoryOf(service),
            Environment = "production",
            Commit = ShaOf(deployed),
            Ref = "main",
            StartedAt = merged.AddMinutes(5),
            FinishedAt = merged.AddMinutes(15),
            Result = deployment % 50 == 7 ? DeploymentResult.Failure : DeploymentResult.Success,
            Commits = service % 2 == 0 && !rollsBack ? [.. Enumerable.Range(0, PullsPerDeployment).Select(back => ShaOf(number - (back * Services)))] : null,
            Labels = deployment % 60 == 11 ? ["hotfix"] : [],
        };
        if (deployment % 10 == 3)
        {
            yield return new Incident
            {
                Key = string.Create(CultureInfo.InvariantCulture, $"pagerduty:INC-{service}-{deployment}"),
                Title = "Checkout is slow",
                Service = NameOf(service),
                Severity = IncidentSeverity.Sev2,
                Status = IncidentStatus.Resolved,
                StartedAt = merged.AddHours(1),
                ResolvedAt = merged.AddHours(2 + (deployment % 7)),
            };
        }
    }
}
