using System.Globalization;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitLab;

/// <summary>The group <c>acme/mobile</c>: its projects and its people.</summary>
internal sealed class GitLabGroup(Company company)
{
    public const int Developer = 30;
    public const int Maintainer = 40;
    public const int Owner = 50;
    public const long Bot = 77_001;
    public const string BotName = "group_5512_bot_a1b2c3";

    public Company Company => company;

    public Team Team { get; } = company.Team("Mobile");

    public string Path => $"{Company.Login}/{Team.Slug}";

    public IReadOnlyList<Repository> Projects { get; } = [.. company.Repositories.Where(repository => repository.Forge is Forge.GitLab)];

    public static long IdOf(Person person) => 6_000_000 + (person.Number * 211L);

    /// <summary>Who may do what: Mobile itself, and two who own everything.</summary>
    public IEnumerable<(Person Person, int Level)> Members(DateTimeOffset at) => company.People
        .Where(person => person.WorksAt(at) && (person.Team == Team || person.Team is null || (person.IsManager && person.Team.Name == "Platform")))
        .Select(person => (person, person.Team != Team ? Owner : person.IsManager ? Maintainer : Developer));

    /// <summary>The project of a request, by its id or its path.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public Repository Find(VendorCall call)
    {
        var asked = call.Route("id");
        return Projects.FirstOrDefault(project => asked == project.GitLabPath || asked == project.Id.ToString(CultureInfo.InvariantCulture)) ?? throw Refusal.NotFound("404 Project Not Found");
    }

    /// <exception cref="Refusal">There is none.</exception>
    public RepositoryLife Life(VendorCall call) => company.Delivery.Of(Find(call));

    /// <exception cref="Refusal">It is another group.</exception>
    public static void Here(VendorCall call)
    {
        if (call.Route("id") is not ("acme" or "acme/mobile"))
        {
            throw Refusal.NotFound("404 Group Not Found");
        }
    }
}
