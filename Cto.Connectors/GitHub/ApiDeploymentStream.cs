using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>Deployments from GitHub's deployments API: one request for a hundred, one more for the statuses of each that changed.</summary>
internal sealed class ApiDeploymentStream(GitHubSession session) : DeploymentStream<GitHubDeployment>(session, new DeploymentList(session))
{
    // A request or two each: what a limit or a crash interrupts is small.
    protected override int ChunkSize => 10;

    protected override async Task<DeploymentsRead> ReadAsync(
        GitHubRepository repository, IReadOnlyList<GitHubDeployment> items, DeploymentMark mark, CancellationToken cancellationToken)
    {
        var meant = items.Where(item => Session.Settings.ReadsDeploymentsTo(item.Environment)).ToList();
        var changed = meant.Where(item => mark.ChangedUntil is null || !(item.UpdatedAt < mark.ChangedUntil) || mark.Open.ContainsKey(item.Id)).ToList();
        var found = new List<Deployment>(changed.Count);
        // Whatever has no end by then is out of the list's reach, and never gets one.
        var givenUp = Session.Clock.GetUtcNow() - List.Lookback;
        var open = mark.Open.Where(running => running.Value > givenUp).ToDictionary();
        await foreach (var (item, statuses) in Ordered.SelectAsync(changed, GitHubSession.Degree, (item, token) => WithStatusesAsync(repository, item, token), cancellationToken))
        {
            open.Remove(item.Id);
            if (item.ToFact(Session.Keys, repository, statuses) is not { } deployment)
            {
                continue;
            }

            found.Add(deployment);
            if (deployment.Result is null && item.CreatedAt > givenUp && !statuses.Any(status => status.Is("inactive")))
            {
                open[item.Id] = item.CreatedAt.Value;
            }
        }

        return new(found, mark with { Open = open, ChangedNewest = items.Select(item => item.UpdatedAt).Append(mark.ChangedNewest).Max() });
    }

    private async Task<(GitHubDeployment Item, IReadOnlyCollection<GitHubDeploymentStatus> Statuses)> WithStatusesAsync(
        GitHubRepository repository, GitHubDeployment item, CancellationToken cancellationToken)
    {
        var statuses = await Session.Api.DeploymentStatusesAsync(repository.Owner, repository.Name!, item.Id, GitHubSession.PageSize, cancellationToken);
        return (item, [.. statuses.Content.OfType<GitHubDeploymentStatus>()]);
    }
}
