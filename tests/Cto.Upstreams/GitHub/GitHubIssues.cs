using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitHub;

/// <summary>Issues, which people create while the simulation runs: they can be read back.</summary>
internal sealed class GitHubIssues(GitHubOrganization acme)
{
    // What GitHub allows of requests that create something.
    private static readonly LimitPolicy Content = new("content", 80, TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<string, List<Issue>> _issues = new(StringComparer.Ordinal);

    public void Map(VendorRoutes routes)
    {
        routes.Get("/repos/{owner}/{repo}/issues", ListAsync);
        routes.Get("/repos/{owner}/{repo}/issues/{number}", OneAsync);
        routes.Post("/repos/{owner}/{repo}/issues", CreateAsync).Needs("repo", "public_repo");
    }

    private Task ListAsync(VendorCall call)
    {
        call.Only("milestone", "state", "assignee", "type", "creator", "mentioned", "labels", "sort", "direction", "since", "per_page", "page");
        var repository = acme.Find(call);
        return call.PageAsync(Of(repository, issues => issues.AsEnumerable().Reverse().ToList()), (json, issue) => Write(json, repository, issue, call));
    }

    private Task OneAsync(VendorCall call)
    {
        var repository = acme.Find(call);
        var number = call.RouteNumber("number");
        var issue = Of(repository, issues => issues.FirstOrDefault(issue => issue.Number == number)) ?? throw Refusal.NotFound();
        return call.JsonAsync(json => Write(json, repository, issue, call));
    }

    private async Task CreateAsync(VendorCall call)
    {
        var repository = acme.Find(call);
        if (call.Simulation.Limits.Take("github", call.Who!.Token, Content, call.Now).Exceeded)
        {
            call.Http.Response.Headers.RetryAfter = "60";
            throw new Refusal(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        }

        var asked = await call.BodyAsync();
        var title = asked.TryGetProperty("title", out var text) && text.ValueKind is JsonValueKind.String && text.GetString() is { Length: > 0 } given
            ? given
            : throw new Refusal(422, "Invalid request.\n\n\"title\" wasn't supplied.");
        var assignees = Texts(asked, "assignees").Select(login => acme.Members(call.Now).FirstOrDefault(person => person.GitHub == login) ?? throw new Refusal(422, "Validation Failed")).ToList();
        var issue = Of(repository, issues =>
        {
            var made = new Issue(
                100_000 + issues.Count, title, asked.TryGetProperty("body", out var words) ? words.GetString() : null, [.. Texts(asked, "labels")], assignees,
                acme.Company.People.FirstOrDefault(person => person.GitHub == call.Who.Account), call.Now);
            issues.Add(made);
            return made;
        });
        call.Http.Response.Headers.Location = $"{call.Root}/repos/{repository.FullName}/issues/{issue.Number}";
        await call.JsonAsync(json => Write(json, repository, issue, call), 201);
    }

    private static IEnumerable<string> Texts(JsonElement asked, string name) =>
        !asked.TryGetProperty(name, out var list) ? []
        : list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().Select(item => item.GetString()!)
        : throw new Refusal(422, $"Invalid request.\n\nFor 'properties/{name}', {(list.ValueKind is JsonValueKind.Null ? "nil" : list.GetRawText())} is not an array.");

    private T Of<T>(Repository repository, Func<List<Issue>, T> use)
    {
        var issues = _issues.GetOrAdd(repository.Name, _ => []);
        lock (issues)
        {
            return use(issues);
        }
    }

    private static void Write(Utf8JsonWriter json, Repository repository, Issue issue, VendorCall call)
    {
        json.WriteStartObject();
        json.WriteNumber("id", (repository.Id * 1000) + issue.Number);
        json.WriteNumber("number", issue.Number);
        json.WriteString("url", $"{call.Root}/repos/{repository.FullName}/issues/{issue.Number.ToString(CultureInfo.InvariantCulture)}");
        json.WriteString("html_url", $"{GitHubShapes.Web(repository)}/issues/{issue.Number.ToString(CultureInfo.InvariantCulture)}");
        json.WriteString("title", issue.Title);
        json.WriteString("body", issue.Body);
        json.WriteString("state", "open");
        json.WriteBoolean("locked", false);
        GitHubShapes.User(json, "user", issue.Author);
        GitHubShapes.Labels(json, issue.Labels, call.Root, repository);
        if (issue.Assignees.Count > 0)
        {
            GitHubShapes.User(json, "assignee", issue.Assignees[0]);
        }
        else
        {
            json.WriteNull("assignee");
        }

        GitHubShapes.Users(json, "assignees", issue.Assignees);
        json.WriteNull("milestone");
        json.WriteNumber("comments", 0);
        json.WriteInstant("created_at", issue.At);
        json.WriteInstant("updated_at", issue.At);
        json.WriteNull("closed_at");
        json.WriteString("author_association", "MEMBER");
        json.WriteEndObject();
    }

    private sealed record Issue(int Number, string Title, string? Body, IReadOnlyList<string> Labels, IReadOnlyList<Person> Assignees, Person? Author, DateTimeOffset At);
}
