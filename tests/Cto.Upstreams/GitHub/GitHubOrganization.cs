using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitHub;

/// <summary>The organisation <c>acme</c>: its repositories at GitHub, its people, and who may see what.</summary>
internal sealed class GitHubOrganization(Company company)
{
    /// <summary>Stands for a request without credentials.</summary>
    public static readonly Grant Nobody = new("", "");

    public const string PublicRepository = "design-system";
    public const string UnprotectedRepository = "engineering-handbook";
    public const string RulesetRepository = "infra-modules";

    // The one person without a second factor is no owner.
    private readonly Person _careless = company.People.Where(person => person.Team?.Name == "Growth").ElementAt(3);

    public Company Company => company;

    public IReadOnlyList<Repository> Repositories { get; } = [.. company.Repositories.Where(repository => repository.Forge is Forge.GitHub)];

    /// <summary>The machines that have accounts: they update packages and build.</summary>
    public static IReadOnlyList<(long Id, string Login)> Machines { get; } = [(49_699_333, "dependabot[bot]"), (41_898_282, "github-actions[bot]")];

    public static long IdOf(Person person) => 9_000_000 + (person.Number * 613L);

    /// <summary>Who is in the organisation by then; those of Mobile work at GitLab and are members all the same.</summary>
    public IReadOnlyList<Person> Members(DateTimeOffset at) => [.. company.People.Where(person => person.WorksAt(at))];

    /// <summary>The CTO and the managers of Platform and Security.</summary>
    public static bool IsOwner(Person person) => person.Team is null || (person.IsManager && person.Team.Name is "Platform" or "Security");

    public bool HasSecondFactor(Person person) => person != _careless;

    /// <summary>The auditors' account: it reads one repository and belongs to nobody.</summary>
    public static (long Id, string Login) Outsider => (77_120_045, "northbridge-audit");

    /// <summary>What somebody may do in a repository.</summary>
    public static string RoleOf(Person person, Repository repository) =>
        IsOwner(person) ? "admin" : person.Team == repository.Team ? person.IsManager ? "maintain" : "write" : "read";

    /// <summary>The repository of a request.</summary>
    /// <exception cref="Refusal">There is none, or it is hidden from who asks.</exception>
    public Repository Find(VendorCall call)
    {
        var (owner, name) = (call.Route("owner"), call.Route("repo"));
        return Repositories.FirstOrDefault(repository => owner == Company.Login && repository.Name == name && (!IsPrivate(repository) || call.Who!.Allows(["repo"]))) ?? throw Refusal.NotFound();
    }

    /// <summary>Its life.</summary>
    /// <exception cref="Refusal">There is none, or it is hidden from who asks.</exception>
    public RepositoryLife Life(VendorCall call) => company.Delivery.Of(Find(call));

    public static bool IsPrivate(Repository repository) => repository.Name != PublicRepository;

    /// <summary>Whether GitHub sees how it is deployed and built: Jenkins and CircleCI keep theirs to themselves.</summary>
    public static bool RunsHere(Repository repository) => repository.Service is null || repository.Service.Pipeline is Pipeline.GitHubActions;

    public static LimitPolicy LimitOf(VendorCall call) => call.Who == Nobody ? new("core", 60, TimeSpan.FromHours(1)) : new("core", 5000, TimeSpan.FromHours(1));
}
