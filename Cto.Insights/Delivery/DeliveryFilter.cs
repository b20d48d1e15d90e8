namespace Cto.Insights.Delivery;

/// <summary>Whose delivery is asked for; <see langword="null"/> = everybody's.</summary>
internal sealed record DeliveryFilter(string? Service, string? Team, string? Repository)
{
    private const string Services = """
        array(select s.name from delivery_service as s where (@service::text is null or lower(s.name) = lower(@service))
            and (@team::text is null or lower(s.team) = lower(@team))
            and (@repository::text is null or exists (select 1 from unnest(s.repositories) as r where lower(r) = lower(@repository))))
        """;

    private const string Repositories = "array(select r from delivery_service as s, unnest(s.repositories) as r where lower(r) = lower(@repository))";

    public static DeliveryFilter Of(InsightParameters parameters) => new(parameters["service"], parameters["team"], parameters["repository"]);

    /// <summary>Whether services are blended because none was named.</summary>
    public bool IsEverything => this is { Service: null, Team: null, Repository: null };

    /// <summary>The further condition on rows with a <c>service</c>.</summary>
    public string OnServices => IsEverything ? "" : $" and service = any({Services})";

    /// <summary>The further condition on changes: everybody's count once, where several services ship them; a service's are all that it shipped.</summary>
    public string OnChanges => this switch
    {
        { IsEverything: true } => " and first",
        { Service: null, Team: null } => $" and first and repository = any({Repositories})",
        { Repository: null } => $" and service = any({Services})",
        _ => $" and service = any({Services}) and repository = any({Repositories})",
    };

    /// <summary>The further condition on facts of a repository: those of the team's or the service's repositories.</summary>
    public string OnRepositories => this switch
    {
        { IsEverything: true } => "",
        { Service: null, Team: null } => $" and repository = any({Repositories})",
        _ => $" and repository = any(array(select r from delivery_service as s, unnest(s.repositories) as r where s.name = any({Services})))",
    };

    /// <summary>In words, to stand in a sentence: <c> of checkout-service</c>.</summary>
    public string Words => string.Concat(
        Service is null ? "" : $" of {Service}", Team is null ? "" : $" of team {Team}", Repository is null ? "" : $" from {Repository}");

    /// <summary>The services it means.</summary>
    /// <exception cref="UnknownEntityException">A name in it is not known.</exception>
    public IReadOnlyList<ServiceRow> Resolve(IReadOnlyList<ServiceRow> services)
    {
        var named = services.Where(service => service.Name.Length > 0).ToArray();
        Require("service", Service, named.Select(service => service.Name));
        Require("team", Team, named.Select(service => service.Team).OfType<string>());
        Require("repository", Repository, services.SelectMany(service => service.Repositories));
        return [.. named.Where(service =>
            Is(Service, service.Name) && Is(Team, service.Team) && (Repository is null || service.Repositories.Any(repository => Is(Repository, repository))))];
    }

    private static bool Is(string? asked, string? name) => asked is null || asked.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static void Require(string parameter, string? asked, IEnumerable<string> known)
    {
        var names = known.ToArray();
        if (asked is not null && !names.Contains(asked, StringComparer.OrdinalIgnoreCase))
        {
            throw new UnknownEntityException(parameter, asked, Suggestions.For(asked, names));
        }
    }
}

/// <summary>A service as the last refresh found it; the one without a name holds the repositories of none.</summary>
internal sealed class ServiceRow
{
    public required string Name { get; init; }
    public string? Team { get; init; }
    public string[] Repositories { get; init; } = [];

    /// <summary>Whether any source deploys it.</summary>
    public bool Deployed { get; init; }
}
