using System.Collections.Concurrent;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitHub;

/// <summary>The shapes that stand in many of GitHub's answers.</summary>
internal sealed class GitHubShapes(GitHubOrganization acme)
{
    private static readonly (string Name, string Color)[] LabelColors = [("bug", "d73a4a"), ("dependencies", "0366d6"), ("hotfix", "b60205"), ("tech-debt", "c5def5"), ("feature", "a2eeef")];

    private static readonly ConcurrentDictionary<string, byte[]> FullUsers = new(StringComparer.Ordinal);

    // Repositories stand twice in each pull request: their bytes are kept, as long as nothing was pushed.
    private readonly ConcurrentDictionary<(string Name, DateTimeOffset PushedAt, string Root), byte[]> _repositories = new();

    public static string Web(Repository repository) => $"https://github.com/{repository.FullName}";

    /// <summary>A person; <see langword="null"/> is the machine that updates packages.</summary>
    public static void User(Utf8JsonWriter json, string? name, Person? person)
    {
        var (id, login) = person is null ? GitHubOrganization.Machines[0] : (GitHubOrganization.IdOf(person), person.GitHub);
        User(json, name, id, login, person is null ? "Bot" : "User");
    }

    public static void User(Utf8JsonWriter json, string? name, long id, string login, string type)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
        json.WriteString("login", login);
        json.WriteNumber("id", id);
        json.WriteString("type", type);
        json.WriteBoolean("site_admin", false);
        json.WriteString("html_url", $"https://github.com/{login}");
        json.WriteEndObject();
    }

    /// <summary>A person with all addresses: beside commits the description knows it whole or not at all.</summary>
    private static void FullUser(Utf8JsonWriter json, string name, Person? person)
    {
        json.WritePropertyName(name);
        var login = person?.GitHub ?? GitHubOrganization.Machines[0].Login;
        json.WriteRawValue(FullUsers.GetOrAdd(login, _ => Bytes(person)), skipInputValidation: true);
    }

    private static byte[] Bytes(Person? person)
    {
        var (id, login) = person is null ? GitHubOrganization.Machines[0] : (GitHubOrganization.IdOf(person), person.GitHub);
        var root = $"https://api.github.com/users/{login}";
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("login", login);
            json.WriteNumber("id", id);
            json.WriteString("node_id", $"U_{id}");
            json.WriteString("avatar_url", $"https://avatars.githubusercontent.com/u/{id}");
            json.WriteString("gravatar_id", "");
            json.WriteString("url", root);
            json.WriteString("html_url", $"https://github.com/{login}");
            foreach (var name in (string[])["followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events", "received_events"])
            {
                json.WriteString($"{name}_url", $"{root}/{name}");
            }

            json.WriteString("type", person is null ? "Bot" : "User");
            json.WriteBoolean("site_admin", false);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>A list of people by a name.</summary>
    public static void Users(Utf8JsonWriter json, string name, IEnumerable<Person> people)
    {
        json.WriteStartArray(name);
        foreach (var person in people)
        {
            User(json, null, person);
        }

        json.WriteEndArray();
    }

    /// <summary>A repository as it stands in other things and in lists.</summary>
    public void Repository(Utf8JsonWriter json, string? name, Repository repository, GitHubView view)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        var pushed = acme.Company.Findings.PushedAt(repository, view.Now);
        json.WriteRawValue(_repositories.GetOrAdd((repository.Name, pushed, view.Root), _ => Bytes(repository, pushed, view.Root)), skipInputValidation: true);
    }

    public static void Labels(Utf8JsonWriter json, IEnumerable<string> labels, string root, Repository repository)
    {
        json.WriteStartArray("labels");
        foreach (var label in labels)
        {
            json.WriteStartObject();
            json.WriteNumber("id", 500_000 + label.Length);
            json.WriteString("url", $"{root}/repos/{repository.FullName}/labels/{label}");
            json.WriteString("name", label);
            json.WriteString("description", "");
            json.WriteString("color", LabelColors.FirstOrDefault(known => known.Name == label).Color ?? "ededed");
            json.WriteBoolean("default", label == "bug");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A commit with its author as git and as GitHub know them.</summary>
    public static void Commit(Utf8JsonWriter json, string? name, string sha, DateTimeOffset at, Person? author, string message, string parent, Repository repository)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
        json.WriteString("sha", sha);
        json.WriteString("html_url", $"{Web(repository)}/commit/{sha}");
        json.WriteStartObject("commit");
        Signature(json, "author", author, at);
        Signature(json, "committer", author, at);
        json.WriteString("message", message);
        json.WriteNumber("comment_count", 0);
        json.WriteStartObject("tree");
        json.WriteString("sha", parent);
        json.WriteEndObject();
        json.WriteEndObject();
        FullUser(json, "author", author);
        FullUser(json, "committer", author);
        json.WriteStartArray("parents");
        json.WriteStartObject();
        json.WriteString("sha", parent);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Link(Utf8JsonWriter json, string name, string address)
    {
        json.WriteStartObject(name);
        json.WriteString("href", address);
        json.WriteEndObject();
    }

    private static void Signature(Utf8JsonWriter json, string name, Person? person, DateTimeOffset at)
    {
        json.WriteStartObject(name);
        json.WriteString("name", person?.Name ?? "dependabot[bot]");
        json.WriteString("email", person?.Email ?? "49699333+dependabot[bot]@users.noreply.github.com");
        json.WriteInstant("date", at);
        json.WriteEndObject();
    }

    private byte[] Bytes(Repository repository, DateTimeOffset pushed, string root)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("id", repository.Id);
            json.WriteString("name", repository.Name);
            json.WriteString("full_name", repository.FullName);
            User(json, "owner", 41_000_001, Company.Login, "Organization");
            json.WriteBoolean("private", GitHubOrganization.IsPrivate(repository));
            json.WriteString("html_url", Web(repository));
            json.WriteString("description", repository.Service is { } service ? $"{service.Title} of {repository.Team}" : $"Kept by {repository.Team}");
            json.WriteBoolean("fork", false);
            json.WriteString("url", $"{root}/repos/{repository.FullName}");
            json.WriteInstant("created_at", acme.Company.Founded.AddDays(-30 - repository.Number));
            json.WriteInstant("updated_at", pushed);
            json.WriteInstant("pushed_at", pushed);
            json.WriteNull("homepage");
            json.WriteNumber("size", 4000 + (repository.Number * 311));
            json.WriteNumber("stargazers_count", repository.Number % 5);
            json.WriteNumber("watchers_count", repository.Number % 5);
            json.WriteNumber("watchers", repository.Number % 5);
            json.WriteString("language", repository.Language);
            json.WriteBoolean("has_issues", true);
            json.WriteBoolean("has_projects", false);
            json.WriteBoolean("has_downloads", false);
            json.WriteBoolean("has_wiki", false);
            json.WriteBoolean("has_pages", false);
            json.WriteNumber("forks_count", 0);
            json.WriteNumber("forks", 0);
            json.WriteBoolean("archived", false);
            json.WriteBoolean("disabled", false);
            json.WriteNumber("open_issues_count", 0);
            json.WriteNumber("open_issues", 0);
            json.WriteNull("license");
            json.WriteStartArray("topics");
            json.WriteStringValue(repository.Team.Slug);
            if (repository.Service is { } deployed)
            {
                json.WriteStringValue($"tier-{deployed.Tier}");
            }

            json.WriteEndArray();
            json.WriteString("visibility", GitHubOrganization.IsPrivate(repository) ? "private" : "public");
            json.WriteString("default_branch", "main");
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
