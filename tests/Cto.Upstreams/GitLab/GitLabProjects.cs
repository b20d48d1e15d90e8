using System.Text;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitLab;

/// <summary>Projects and who belongs to them.</summary>
internal sealed class GitLabProjects(GitLabGroup mobile)
{
    public void Map(VendorRoutes routes)
    {
        routes.Get("/api/v4/version", VersionAsync);
        routes.Get("/api/v4/groups/{id}/projects", ListAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}", OneAsync).Needs("api", "read_api");
        routes.Get("/api/v4/groups/{id}/members/all", GroupMembersAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/members/all", ProjectMembersAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/repository/files/{path}", FileAsync).Needs("api", "read_api");
        routes.Get("/api/v4/user", UserAsync).Needs("api", "read_api", "read_user");
        routes.Get("/api/v4/users", UsersAsync).Needs("api", "read_api", "read_user");
        routes.Get("/api/v4/personal_access_tokens/self", TokenAsync);
    }

    private static Task VersionAsync(VendorCall call) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "18.6.0-ee");
        json.WriteString("revision", "0a1b2c3d4e5");
        json.WriteEndObject();
    });

    private Task ListAsync(VendorCall call)
    {
        call.Only(
            "active", "archived", "visibility", "search", "order_by", "sort", "simple", "owned", "starred", "with_issues_enabled", "with_merge_requests_enabled", "with_shared", "include_subgroups",
            "include_ancestor_groups", "min_access_level", "page", "per_page", "with_custom_attributes", "with_security_reports");
        GitLabGroup.Here(call);
        var below = call.Route("id") == mobile.Path || call.Query("include_subgroups") == "true";
        List<Repository> found = below ? [.. mobile.Projects.OrderByDescending(project => PushedAt(project, call.Now))] : [];
        return call.ListAsync(found, (json, project) => Write(json, project, call.Now));
    }

    private Task OneAsync(VendorCall call)
    {
        var project = mobile.Find(call);
        return call.TaggedJsonAsync(json => Write(json, project, call.Now));
    }

    private Task FileAsync(VendorCall call)
    {
        call.Only("ref");
        var project = mobile.Find(call);
        if (call.Query("ref") is not ("main" or "HEAD"))
        {
            throw call.Query("ref") is null ? Refusal.Bad("ref", "ref is missing") : new Refusal(404, "404 Commit Not Found");
        }

        var text = call.Route("path") == CatalogFile.Path ? CatalogFile.Of(project) : null;
        return text is null ? throw new Refusal(404, "404 File Not Found") : call.JsonAsync(json =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            json.WriteStartObject();
            json.WriteString("file_name", CatalogFile.Path);
            json.WriteString("file_path", CatalogFile.Path);
            json.WriteNumber("size", bytes.Length);
            json.WriteString("encoding", "base64");
            json.WriteString("content", Convert.ToBase64String(bytes));
            json.WriteString("ref", call.Query("ref"));
            json.WriteEndObject();
        });
    }

    private Task GroupMembersAsync(VendorCall call)
    {
        call.Only("query", "user_ids", "state", "page", "per_page");
        GitLabGroup.Here(call);
        return call.ListAsync([.. mobile.Members(call.Now)], (json, member) => Member(json, member.Person, member.Level, told: true));
    }

    private Task ProjectMembersAsync(VendorCall call)
    {
        call.Only("query", "user_ids", "state", "page", "per_page");
        mobile.Find(call);
        return call.ListAsync([.. mobile.Members(call.Now)], (json, member) => Member(json, member.Person, member.Level, told: false));
    }

    private Task UserAsync(VendorCall call)
    {
        var person = mobile.Company.People.FirstOrDefault(person => person.GitLab == call.Who!.Account);
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("id", person is null ? GitLabGroup.Bot : GitLabGroup.IdOf(person));
            json.WriteString("username", call.Who!.Account);
            json.WriteString("name", person?.Name ?? "CTO Assistant");
            json.WriteString("state", "active");
            json.WriteBoolean("bot", person is null);
            json.WriteEndObject();
        });
    }

    private Task UsersAsync(VendorCall call)
    {
        call.Only("username", "search", "page", "per_page", "active", "state");
        var (name, search) = (call.Query("username"), call.Query("search"));
        return call.ListAsync(
            [.. mobile.Company.People.Where(person => person.WorksAt(call.Now) && (name is null || person.GitLab == name) && (search is null || person.Email == search || person.Name.Contains(search, StringComparison.OrdinalIgnoreCase)))],
            (json, person) => GitLabShapes.User(json, null, person));
    }

    private static Task TokenAsync(VendorCall call)
    {
        // What OAuth gave is none of the user's own tokens.
        if (call.Who!.IsOAuth)
        {
            throw new Refusal(400, "400 Bad request - This endpoint requires token type to be a personal access token");
        }

        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("id", 991);
            json.WriteString("name", "cto-assistant");
            json.WriteBoolean("revoked", false);
            json.WriteBoolean("active", true);
            json.WriteStartArray("scopes");
            foreach (var scope in call.Who.Scopes)
            {
                json.WriteStringValue(scope);
            }

            json.WriteEndArray();
            json.WriteString("expires_at", call.Simulation.Company.Start.AddDays(190).ToString("yyyy-MM-dd", null));
            json.WriteEndObject();
        });
    }

    private DateTimeOffset PushedAt(Repository project, DateTimeOffset now) => mobile.Company.Findings.PushedAt(project, now);

    private void Write(Utf8JsonWriter json, Repository project, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteNumber("id", project.Id);
        json.WriteString("name", project.Name);
        json.WriteString("name_with_namespace", $"acme / {project.Team} / {project.Name}");
        json.WriteString("description", project.Service is { } service ? $"{service.Title} of {project.Team}" : $"Kept by {project.Team}");
        json.WriteString("path", project.Name);
        json.WriteString("path_with_namespace", project.GitLabPath);
        json.WriteTime("created_at", mobile.Company.Founded.AddDays(-30 - project.Number));
        json.WriteString("default_branch", "main");
        foreach (var name in (string[])["tag_list", "topics"])
        {
            json.WriteStartArray(name);
            json.WriteStringValue(project.Team.Slug);
            json.WriteEndArray();
        }

        json.WriteString("ssh_url_to_repo", $"git@gitlab.com:{project.GitLabPath}.git");
        json.WriteString("http_url_to_repo", $"{GitLabShapes.Web(project)}.git");
        json.WriteString("web_url", GitLabShapes.Web(project));
        json.WriteNull("avatar_url");
        json.WriteNumber("star_count", 0);
        json.WriteNumber("forks_count", 0);
        json.WriteTime("last_activity_at", PushedAt(project, now));
        json.WriteString("visibility", "private");
        json.WriteBoolean("archived", false);
        json.WriteBoolean("empty_repo", false);
        json.WriteEndObject();
    }

    private void Member(Utf8JsonWriter json, Person person, int level, bool told)
    {
        json.WriteStartObject();
        json.WriteNumber("id", GitLabGroup.IdOf(person));
        json.WriteString("username", person.GitLab);
        json.WriteString("name", person.Name);
        json.WriteString("state", "active");
        json.WriteBoolean("locked", false);
        json.WriteNull("avatar_url");
        json.WriteString("web_url", $"https://gitlab.com/{person.GitLab}");
        json.WriteNumber("access_level", level);
        json.WriteTime("created_at", person.JoinedAt > mobile.Company.Founded ? person.JoinedAt : mobile.Company.Founded);
        json.WriteNull("expires_at");
        json.WriteString("membership_state", "active");
        if (told)
        {
            json.WriteString("email", person.Email);
        }

        json.WriteEndObject();
    }
}
