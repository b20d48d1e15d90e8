using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.Links;

/// <summary>Links the facts of a group, service by service, into the rows that the insights read.</summary>
internal sealed class GroupLinks
{
    /// <summary>The changes of repositories that no service is built from.</summary>
    public const string NoService = "";

    public List<DeploymentRow> Deployments { get; } = [];
    public List<ChangeRow> Changes { get; } = [];
    public List<IncidentRow> Incidents { get; } = [];

    public static GroupLinks Of(LinkGroup group, GroupFacts facts, ServiceMap map, DeliveryRules rules)
    {
        var links = new GroupLinks();
        var deployments = facts.Deployments.ToLookup(deployment => map.NameOf(deployment.Service), StringComparer.OrdinalIgnoreCase);
        var changes = facts.Changes.ToLookup(change => change.Change.Repository, StringComparer.OrdinalIgnoreCase);
        // An incident goes to the service whose deployment it names, wherever that is; else to its own.
        var incidents = facts.Incidents.ToLookup(
            incident => incident.NamedService is { } named ? map.NameOf(named) : incident.Incident.Service is { } own ? map.NameOf(own) : NoService,
            incident => incident.Incident,
            StringComparer.OrdinalIgnoreCase);
        foreach (var service in group.Services.OrderBy(service => service.Name, StringComparer.Ordinal))
        {
            links.Add(service.Name, [.. deployments[service.Name]], [.. service.Repositories.SelectMany(repository => changes[repository])], [.. incidents[service.Name]], map, rules);
        }

        var owned = group.Services.SelectMany(service => service.Repositories).ToHashSet(StringComparer.OrdinalIgnoreCase);
        links.Add(NoService, [], [.. facts.Changes.Where(change => !owned.Contains(change.Change.Repository))], [.. incidents[NoService]], map, rules);
        links.CountOnce();
        return links;
    }

    private void Add(string service, List<Deployment> deployments, List<ChangeFacts> changes, List<Incident> incidents, ServiceMap map, DeliveryRules rules)
    {
        var links = DeliveryLinks.Of(new() { Service = service, Deployments = deployments, Changes = [.. changes.Select(change => change.Change)], Incidents = incidents, Rules = rules });
        Deployments.AddRange(links.Deployments.Select(link => new DeploymentRow(service, EnvironmentKind.Production, link)));
        Changes.AddRange(links.Changes.Select((link, i) => new ChangeRow(service, changes[i], link)));
        Incidents.AddRange(links.Incidents.Select(link => new IncidentRow(link.Incident.Service is { } name ? map.NameOf(name) : NoService, link, service)));

        // Elsewhere nothing is linked or judged: these only count.
        Deployments.AddRange(
            from deployment in deployments
            let kind = Environments.KindOf(deployment.Environment, rules)
            where kind != EnvironmentKind.Production && deployment is { FinishedAt: not null, Result: not null }
            select new DeploymentRow(service, kind, new() { Deployment = deployment, Successful = deployment.Result == DeploymentResult.Success }));
    }

    // Where several services are built from one repository, a change counts in a blend with the one that shipped it first.
    private void CountOnce()
    {
        foreach (var shared in Changes.GroupBy(change => change.Link.Change.Fact).Where(group => group.Skip(1).Any()))
        {
            var first = shared.MinBy(change => (change.Link.Deployment?.FinishedAt ?? DateTimeOffset.MaxValue, change.Service));
            foreach (var change in shared)
            {
                change.First = change == first;
            }
        }

        var rows = Deployments.ToDictionary(row => row.Link.Deployment.Key, StringComparer.Ordinal);
        foreach (var change in Changes.Where(change => change.Link is { Deployment: not null } && change.Link.Change.Units.HasFlag(ChangeUnits.Change)))
        {
            Count(change, rows[change.Link.Deployment!.Key]);
        }

        // In whatever order the facts were read, the same facts make the same row.
        foreach (var row in Deployments)
        {
            row.Leads.Sort();
            row.LeadsAgain.Sort();
        }
    }

    private static void Count(ChangeRow change, DeploymentRow deployment)
    {
        if (LinkTables.Seconds(change.Link.LeadTime) is { } seconds)
        {
            (change.First ? deployment.Leads : deployment.LeadsAgain).Add(seconds);
            return;
        }

        deployment.ExcludedFirst += change.Link.Exclusion == LeadTimeExclusion.FirstDeployment ? 1 : 0;
        deployment.ExcludedClock += change.Link.Exclusion == LeadTimeExclusion.ClockOrRebase ? 1 : 0;
        deployment.ExcludedUnknown += change.Link.Exclusion == LeadTimeExclusion.NoFirstCommit ? 1 : 0;
    }
}
