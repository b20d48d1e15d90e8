using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitHub;

/// <summary>Who somebody is, who belongs to the organisation and its teams.</summary>
internal sealed class GitHubPeople(GitHubOrganization acme)
{
    private static readonly string[] SeesMembers = ["read:org", "write:org", "admin:org"];

    public void Map(VendorRoutes routes)
    {
        routes.Get("/user", UserAsync);
        routes.Get("/users/{login}", ProfileAsync);
        routes.Get("/orgs/{org}/members", MembersAsync);
        routes.Get("/orgs/{org}/outside_collaborators", OutsidersAsync).Needs(SeesMembers);
        routes.Get("/orgs/{org}/teams", TeamsAsync).Needs(SeesMembers);
        routes.Get("/orgs/{org}/teams/{team}/members", TeamMembersAsync).Needs(SeesMembers);
        routes.Get("/repos/{owner}/{repo}/collaborators", CollaboratorsAsync).Needs("repo");
    }

    /// <exception cref="Refusal">It is another organisation.</exception>
    public static void Acme(VendorCall call)
    {
        if (call.Route("org") != Company.Login)
        {
            throw Refusal.NotFound();
        }
    }

    private Task UserAsync(VendorCall call)
    {
        var login = call.Who == GitHubOrganization.Nobody ? throw new Refusal(401, "Requires authentication") : call.Who!.Account;
        return ProfileAsync(call, login);
    }

    private Task ProfileAsync(VendorCall call) => ProfileAsync(call, call.Route("login"));

    private Task ProfileAsync(VendorCall call, string login)
    {
        var person = acme.Company.People.FirstOrDefault(person => person.GitHub == login);
        var (id, name, type) = person is not null ? (GitHubOrganization.IdOf(person), person.GitHub, "User")
            : login == GitHubOrganization.Outsider.Login ? (GitHubOrganization.Outsider.Id, login, "User") : throw Refusal.NotFound();
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("login", name);
            json.WriteNumber("id", id);
            json.WriteString("type", type);
            json.WriteBoolean("site_admin", false);
            json.WriteString("html_url", $"https://github.com/{name}");
            json.WriteString("name", person?.Name ?? "Northbridge Audit");
            json.WriteString("email", person?.Email);
            json.WriteEndObject();
        });
    }

    private Task MembersAsync(VendorCall call)
    {
        Acme(call);
        call.Only("filter", "role", "per_page", "page");
        var filter = call.Choice("filter", "all", "2fa_disabled", "2fa_insecure");
        var role = call.Choice("role", "all", "admin", "member");
        if (filter != "all" && !acme.Company.People.Any(person => person.GitHub == call.Who!.Account && GitHubOrganization.IsOwner(person)))
        {
            throw new Refusal(422, "Only owners can use this filter.");
        }

        // Everybody's membership is private: without the scope GitHub shows nobody, and says nothing.
        IEnumerable<Person> members = call.Who!.Allows(SeesMembers) ? acme.Members(call.Now) : [];
        return call.PageAsync(
            [.. members.Where(person => (role == "all" || role == "admin" == GitHubOrganization.IsOwner(person)) && (filter == "all" || !acme.HasSecondFactor(person)))],
            (json, person) => GitHubShapes.User(json, null, person));
    }

    private Task OutsidersAsync(VendorCall call)
    {
        Acme(call);
        call.Only("filter", "per_page", "page");
        return call.PageAsync([GitHubOrganization.Outsider], (json, outsider) => GitHubShapes.User(json, null, outsider.Id, outsider.Login, "User"));
    }

    private Task TeamsAsync(VendorCall call)
    {
        Acme(call);
        call.Only("per_page", "page");
        return call.PageAsync(acme.Company.Teams, (json, team) =>
        {
            json.WriteStartObject();
            json.WriteNumber("id", 3_000_000 + (team.Key[0] * 1000) + (team.Key[1] * 10) + team.Key.Length);
            json.WriteString("name", team.Name);
            json.WriteString("slug", team.Slug);
            json.WriteString("description", $"{team.Name} ({team.Key})");
            json.WriteString("privacy", "closed");
            json.WriteString("permission", "push");
            json.WriteString("html_url", $"https://github.com/orgs/acme/teams/{team.Slug}");
            json.WriteNull("parent");
            json.WriteEndObject();
        });
    }

    private Task TeamMembersAsync(VendorCall call)
    {
        Acme(call);
        call.Only("role", "per_page", "page");
        var team = acme.Company.Teams.FirstOrDefault(team => team.Slug == call.Route("team")) ?? throw Refusal.NotFound();
        return call.PageAsync([.. acme.Company.Members(team, call.Now)], (json, person) => GitHubShapes.User(json, null, person));
    }

    private Task CollaboratorsAsync(VendorCall call)
    {
        call.Only("affiliation", "permission", "per_page", "page");
        call.Choice("affiliation", "all", "direct", "outside");
        var repository = acme.Find(call);
        return call.PageAsync(acme.Members(call.Now), (json, person) =>
        {
            var role = GitHubOrganization.RoleOf(person, repository);
            json.WriteStartObject();
            json.WriteString("login", person.GitHub);
            json.WriteNumber("id", GitHubOrganization.IdOf(person));
            json.WriteString("type", "User");
            json.WriteBoolean("site_admin", false);
            json.WriteStartObject("permissions");
            json.WriteBoolean("pull", true);
            json.WriteBoolean("triage", role != "read");
            json.WriteBoolean("push", role != "read");
            json.WriteBoolean("maintain", role is "maintain" or "admin");
            json.WriteBoolean("admin", role == "admin");
            json.WriteEndObject();
            json.WriteString("role_name", role);
            json.WriteEndObject();
        });
    }
}
