using Cto.Domain.Delivery;
using static Cto.Domain.Tests.Delivery.Story;

namespace Cto.Domain.Tests.Delivery;

public sealed class LongHistoryTests
{
    [Fact]
    public void A_long_history_links_as_its_parts_do()
    {
        // 40,000 pull requests and 8,000 deployments: anything quadratic would not come back in the time of a test run.
        var deployments = Enumerable.Range(0, 8_000).Select(i => Deployed($"c{i * 5}", i, began: i - 0.1)).ToArray();
        var changes = Enumerable.Range(0, 40_000).Select(i => Merged($"c{i}", (i / 5.0) - 0.5, title: i % 50 == 49 ? $"Revert \"Change c{i - 40}\"" : null)).ToArray();
        var incidents = Enumerable.Range(0, 800).Select(i => Broke((i * 10) + 0.5, resolved: (i * 10) + 2, key: $"INC-{i}")).ToArray();
        var links = Link(deployments, changes, incidents);
        Assert.All(links.Incidents, incident => Assert.Equal(IncidentRule.LastDeployment, incident.Rule));
        // c1..c5 wait for the deployment of c5; the last four for one that never came.
        Assert.All(links.Changes.Take(39_996), (link, i) => Assert.Equal($"c{(i + 4) / 5 * 5}", link.Deployment?.Commit));
        Assert.All(links.Changes.TakeLast(4), link => Assert.Null(link.Deployment));
        Assert.Equal(800, links.Deployments.Count(link => link.Failure?.Reasons.HasFlag(FailureReasons.Reverted) == true));
    }
}
