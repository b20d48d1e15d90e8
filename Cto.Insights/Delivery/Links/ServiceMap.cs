namespace Cto.Insights.Delivery.Links;

/// <summary>Which services there are, by whatever names, and which repositories they are built from.</summary>
internal sealed class ServiceMap
{
    private readonly Dictionary<string, string> _canonical = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, KnownService> _services = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _servicesOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _spellings = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _withPullRequests = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<KnownService> Services => _services.Values;

    /// <summary>Every repository, whether a service is built from it or not.</summary>
    public IEnumerable<string> Repositories => _spellings.Keys;

    /// <summary>The repositories that no service is built from.</summary>
    public IEnumerable<string> Homeless => Repositories.Where(repository => !_servicesOf.ContainsKey(repository));

    /// <summary>A name that stands for a service.</summary>
    public void Alias(string alias, string name) => _canonical.TryAdd(alias, name);

    /// <summary>A service that somebody declared, with the names it goes by elsewhere.</summary>
    public void Declare(string name, string? team, IEnumerable<string> repositories, IEnumerable<string> aliases)
    {
        var service = Service(NameOf(name));
        service.Team ??= team;
        foreach (var repository in repositories)
        {
            Own(service, repository);
        }

        foreach (var alias in aliases)
        {
            Alias(alias, service.Name);
        }
    }

    /// <summary>A service by the name some source deploys it or breaks it by.</summary>
    public KnownService Meet(string rawName)
    {
        var service = Service(_canonical.GetValueOrDefault(rawName, rawName));
        service.RawNames.Add(rawName);
        return service;
    }

    public void Own(KnownService service, string repository)
    {
        Spell(repository);
        service.Repositories.Add(repository);
        (_servicesOf.TryGetValue(repository, out var owners) ? owners : _servicesOf[repository] = new(StringComparer.OrdinalIgnoreCase)).Add(service.Name);
    }

    /// <summary>A repository as its facts spell it.</summary>
    public void Spell(string repository, bool hasPullRequests = false)
    {
        (_spellings.TryGetValue(repository, out var spellings) ? spellings : _spellings[repository] = new(StringComparer.Ordinal)).Add(repository);
        if (hasPullRequests)
        {
            _withPullRequests.Add(repository);
        }
    }

    /// <summary>Whether any pull request of it is known.</summary>
    public bool HasPullRequests(string repository) => _withPullRequests.Contains(repository);

    /// <summary>The canonical name; the name itself when it is of no known service.</summary>
    public string NameOf(string rawName) => _canonical.GetValueOrDefault(rawName, _services.TryGetValue(rawName, out var service) ? service.Name : rawName);

    /// <summary>All services and repositories that hang together with these, because a repository serves several services: they are linked together.</summary>
    public LinkGroup GroupOf(IEnumerable<string> services, IEnumerable<string> repositories)
    {
        var group = new LinkGroup();
        var open = new Queue<(string Name, bool Service)>([.. services.Select(name => (NameOf(name), true)), .. repositories.Select(name => (name, false))]);
        while (open.TryDequeue(out var next))
        {
            if (next.Service && group.ServiceNames.Add(next.Name) && _services.TryGetValue(next.Name, out var service))
            {
                group.Services.Add(service);
                service.Repositories.ToList().ForEach(repository => open.Enqueue((repository, false)));
            }
            else if (!next.Service && group.RepositoryNames.Add(next.Name))
            {
                group.Spellings.UnionWith(_spellings.GetValueOrDefault(next.Name) ?? [next.Name]);
                (_servicesOf.GetValueOrDefault(next.Name) ?? []).ToList().ForEach(owner => open.Enqueue((owner, true)));
            }
        }

        return group;
    }

    private KnownService Service(string name)
    {
        if (!_services.TryGetValue(name, out var service))
        {
            _services[name] = service = new KnownService(name);
            service.RawNames.Add(name);
        }

        return service;
    }
}

/// <summary>One service by its canonical name.</summary>
internal sealed class KnownService(string name)
{
    public string Name { get; } = name;
    public string? Team { get; set; }

    /// <summary>Whether any source deploys it.</summary>
    public bool Deployed { get; set; }
    public HashSet<string> RawNames { get; } = new(StringComparer.Ordinal);
    public HashSet<string> Repositories { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Services and repositories that are linked in one go.</summary>
internal sealed class LinkGroup
{
    /// <summary>Names of services asked for that are not there any more included: their rows go.</summary>
    public HashSet<string> ServiceNames { get; } = new(StringComparer.OrdinalIgnoreCase);
    public List<KnownService> Services { get; } = [];
    public HashSet<string> RepositoryNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The repositories as facts spell them.</summary>
    public HashSet<string> Spellings { get; } = new(StringComparer.Ordinal);
}
