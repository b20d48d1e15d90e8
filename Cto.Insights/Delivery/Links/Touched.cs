using Npgsql;

namespace Cto.Insights.Delivery.Links;

/// <summary>The services and repositories that have to be linked again.</summary>
internal sealed class Touched
{
    // An incident of one service can be put down to a deployment of another: what touches the one touches the other, as linked now and as linked before.
    private const string SelectAcross = """
        select distinct coalesce(i.service, ''), d.service from incident i join deployment d on d.key = i.deployment where i.service is distinct from d.service
        union select distinct service, linked_by from delivery_incident where linked_by <> service
        """;

    private readonly HashSet<string> _services = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _repositories = new(StringComparer.OrdinalIgnoreCase);

    public static Touched All(ServiceMap map, KnownServices known)
    {
        var touched = new Touched();
        touched._services.UnionWith([GroupLinks.NoService, .. map.Services.Select(service => service.Name), .. known.Names]);
        touched._repositories.UnionWith([.. map.Repositories, .. known.Names.SelectMany(known.RepositoriesOf)]);
        return touched;
    }

    public static async Task<Touched> ByAsync(IEnumerable<DirtyRow> dirty, ServiceMap map, KnownServices known, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var touched = new Touched();
        foreach (var mark in dirty)
        {
            if (mark.Service is not null || mark.Repository is null)
            {
                touched._services.Add(mark.Service is { } name ? map.NameOf(name) : GroupLinks.NoService);
            }

            if (mark.Repository is not null)
            {
                touched._repositories.Add(mark.Repository);
            }
        }

        foreach (var moved in known.Moved(map))
        {
            touched._services.Add(moved);
            touched._repositories.UnionWith(known.RepositoriesOf(moved));
        }

        await touched.AcrossAsync(map, connection, cancellationToken);
        return touched;
    }

    /// <summary>What is touched, with all that hangs together with it, each service and repository in one group.</summary>
    public IEnumerable<LinkGroup> Groups(ServiceMap map)
    {
        var done = new LinkGroup();
        foreach (var (service, repository) in _services.Select(name => ((string?)name, (string?)null)).Concat(_repositories.Select(name => ((string?)null, (string?)name))))
        {
            if (service is null ? done.RepositoryNames.Contains(repository!) : done.ServiceNames.Contains(service))
            {
                continue;
            }

            var group = map.GroupOf(service is null ? [] : [service], repository is null ? [] : [repository]);
            done.ServiceNames.UnionWith(group.ServiceNames);
            done.RepositoryNames.UnionWith(group.RepositoryNames);
            yield return group;
        }
    }

    private async Task AcrossAsync(ServiceMap map, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SelectAcross, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pairs = new List<(string Incident, string Deployment)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            pairs.Add((map.NameOf(reader.GetString(0)), map.NameOf(reader.GetString(1))));
        }

        var owners = map.GroupOf(_services, _repositories).ServiceNames;
        _services.UnionWith(pairs.Where(pair => owners.Contains(pair.Incident)).Select(pair => pair.Deployment)
            .Concat(pairs.Where(pair => owners.Contains(pair.Deployment)).Select(pair => pair.Incident)));
    }
}
