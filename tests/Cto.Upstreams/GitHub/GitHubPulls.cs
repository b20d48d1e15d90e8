using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitHub;

/// <summary>Pull requests, their reviews and commits, and the way between two commits.</summary>
internal sealed class GitHubPulls(GitHubOrganization acme, GitHubShapes shapes)
{
    public void Map(VendorRoutes routes)
    {
        routes.Get("/repos/{owner}/{repo}/pulls", ListAsync);
        routes.Get("/repos/{owner}/{repo}/pulls/{number}", OneAsync);
        routes.Get("/repos/{owner}/{repo}/pulls/{number}/reviews", ReviewsAsync);
        routes.Get("/repos/{owner}/{repo}/pulls/{number}/commits", CommitsAsync);
        routes.Get("/repos/{owner}/{repo}/compare/{basehead}", CompareAsync);
    }

    public void Write(Utf8JsonWriter json, PullRequest pull, GitHubView view, bool detailed)
    {
        var (now, root) = (view.Now, $"{view.Root}/repos/{pull.Repository.FullName}");
        var (merged, closed) = (pull.IsMergedAt(now), pull.ClosedAt <= now);
        json.WriteStartObject();
        json.WriteString("url", $"{root}/pulls/{pull.Number}");
        json.WriteNumber("id", pull.Id);
        json.WriteString("html_url", $"{GitHubShapes.Web(pull.Repository)}/pull/{pull.Number}");
        json.WriteNumber("number", pull.Number);
        json.WriteString("state", closed ? "closed" : "open");
        json.WriteBoolean("locked", false);
        json.WriteString("title", pull.Title);
        GitHubShapes.User(json, "user", pull.Author);
        json.WriteNull("body");
        GitHubShapes.Labels(json, pull.Labels, view.Root, pull.Repository);
        json.WriteNull("milestone");
        json.WriteInstant("created_at", pull.CreatedAt);
        json.WriteInstant("updated_at", pull.UpdatedAt(now));
        json.WriteInstant("closed_at", closed ? pull.ClosedAt : null);
        json.WriteInstant("merged_at", merged ? pull.MergedAt : null);
        // Of an open one it is a trial merge, which is on no branch.
        json.WriteString("merge_commit_sha", merged ? pull.MergeCommit : pull.Commits[^1].Sha);
        json.WriteNull("assignee");
        json.WriteStartArray("assignees");
        json.WriteEndArray();
        GitHubShapes.Users(json, "requested_reviewers", pull.Asked.Where(asked => pull.Reviews.All(review => review.Reviewer != asked || review.At > now)));
        json.WriteStartArray("requested_teams");
        json.WriteEndArray();
        Branch(json, "head", pull.Branch, pull.Commits[^1].Sha, pull, view);
        Branch(json, "base", "main", pull.Commits[0].Sha, pull, view);
        json.WriteStartObject("_links");
        foreach (var (name, path) in ((string, string)[])[("self", ""), ("html", ""), ("issue", ""), ("comments", "/comments"), ("review_comments", "/comments"), ("review_comment", "/comments{/number}"), ("commits", "/commits"), ("statuses", "")])
        {
            GitHubShapes.Link(json, name, $"{root}/pulls/{pull.Number}{path}");
        }

        json.WriteEndObject();
        json.WriteString("author_association", "MEMBER");
        json.WriteNull("auto_merge");
        json.WriteBoolean("draft", false);
        if (detailed)
        {
            Details(json, pull, merged, now);
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PullRequest pull, Review review, string root)
    {
        var page = $"{GitHubShapes.Web(pull.Repository)}/pull/{pull.Number}";
        json.WriteStartObject();
        json.WriteNumber("id", (pull.Id * 10) + review.Place);
        GitHubShapes.User(json, "user", review.Reviewer);
        json.WriteString("body", review.Verdict is Verdict.Approved ? "" : "See the comments.");
        json.WriteString("state", review.Verdict switch { Verdict.Approved => "APPROVED", Verdict.ChangesRequested => "CHANGES_REQUESTED", _ => "COMMENTED" });
        json.WriteString("html_url", $"{page}#pullrequestreview-{(pull.Id * 10) + review.Place}");
        json.WriteString("author_association", "MEMBER");
        json.WriteStartObject("_links");
        GitHubShapes.Link(json, "html", page);
        GitHubShapes.Link(json, "pull_request", $"{root}/repos/{pull.Repository.FullName}/pulls/{pull.Number}");
        json.WriteEndObject();
        json.WriteInstant("submitted_at", review.At);
        json.WriteString("commit_id", pull.Commits[^1].Sha);
        json.WriteEndObject();
    }

    private static void Details(Utf8JsonWriter json, PullRequest pull, bool merged, DateTimeOffset now)
    {
        json.WriteBoolean("merged", merged);
        json.WriteNull("mergeable");
        json.WriteString("mergeable_state", "unknown");
        if (merged)
        {
            GitHubShapes.User(json, "merged_by", pull.Author ?? (pull.Asked.Count > 0 ? pull.Asked[0] : null));
        }
        else
        {
            json.WriteNull("merged_by");
        }

        json.WriteNumber("comments", 0);
        json.WriteNumber("review_comments", pull.Reviews.Count(review => review.At <= now && review.Verdict is not Verdict.Approved));
        json.WriteBoolean("maintainer_can_modify", false);
        json.WriteNumber("commits", pull.Commits.Count);
        json.WriteNumber("additions", pull.Additions);
        json.WriteNumber("deletions", pull.Deletions);
        json.WriteNumber("changed_files", 1 + (pull.Additions / 25));
    }

    private void Branch(Utf8JsonWriter json, string name, string branch, string sha, PullRequest pull, GitHubView view)
    {
        json.WriteStartObject(name);
        json.WriteString("label", $"acme:{branch}");
        json.WriteString("ref", branch);
        json.WriteString("sha", sha);
        GitHubShapes.User(json, "user", pull.Author);
        shapes.Repository(json, "repo", pull.Repository, view);
        json.WriteEndObject();
    }

    private Task ListAsync(VendorCall call)
    {
        call.Only("state", "head", "base", "sort", "direction", "per_page", "page");
        var state = call.Choice("state", "open", "closed", "all");
        var sort = call.Choice("sort", "created", "updated", "popularity", "long-running");
        var descending = call.Choice("direction", sort == "created" ? "desc" : "asc", "asc", "desc") == "desc";
        var visible = acme.Life(call).PullRequests.Where(pull => pull.CreatedAt <= call.Now && (state == "all" || state == "closed" == (pull.ClosedAt <= call.Now)));
        IEnumerable<PullRequest> sorted = sort == "updated" ? visible.OrderBy(pull => pull.UpdatedAt(call.Now)).ThenBy(pull => pull.Number) : visible;
        return call.PageAsync([.. descending ? sorted.Reverse() : sorted], (json, pull) => Write(json, pull, call.View(), detailed: false));
    }

    private Task OneAsync(VendorCall call)
    {
        var pull = Find(call);
        return call.TaggedJsonAsync(json => Write(json, pull, call.View(), detailed: true));
    }

    private Task ReviewsAsync(VendorCall call)
    {
        call.Only("per_page", "page");
        var pull = Find(call);
        return call.PageAsync([.. pull.Reviews.Where(review => review.At <= call.Now)], (json, review) => Write(json, pull, review, call.Root));
    }

    private Task CommitsAsync(VendorCall call)
    {
        call.Only("per_page", "page");
        var pull = Find(call);
        return call.PageAsync(pull.Commits, (json, commit) => GitHubShapes.Commit(json, null, commit.Sha, commit.At, commit.Author, commit.Subject, pull.Commits[0].Sha, pull.Repository));
    }

    private Task CompareAsync(VendorCall call)
    {
        call.Only("per_page", "page");
        var life = acme.Life(call);
        var (from, to) = call.Route("basehead").Split("...", 2) is [var one, var other] ? (PlaceOf(life, one, call), PlaceOf(life, other, call)) : throw Refusal.NotFound();
        var added = life.Between(from, to);
        var page = call.NumberedPage(added, 250, 100);
        call.Link(page);
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartObject();
            Merge(json, "base_commit", life.Line[from]);
            Merge(json, "merge_base_commit", life.Line[Math.Min(from, to)]);
            json.WriteString("status", from == to ? "identical" : from < to ? "ahead" : "behind");
            json.WriteNumber("ahead_by", added.Count);
            json.WriteNumber("behind_by", life.Between(to, from).Count);
            json.WriteNumber("total_commits", added.Count);
            json.WriteStartArray("commits");
            foreach (var commit in page.Items)
            {
                GitHubShapes.Commit(json, null, commit.Sha, commit.At, commit.Author, commit.Subject, life.Line[from].MergeCommit!, life.Repository);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

        static void Merge(Utf8JsonWriter json, string name, PullRequest pull) =>
            GitHubShapes.Commit(json, name, pull.MergeCommit!, pull.MergedAt!.Value, pull.Author, $"Merge pull request #{pull.Number}", pull.Commits[^1].Sha, pull.Repository);
    }

    private static int PlaceOf(RepositoryLife life, string commit, VendorCall call) =>
        life.PlaceOf(commit) is >= 0 and var place && life.Line[place].MergedAt <= call.Now ? place : throw Refusal.NotFound($"No commit found for SHA: {commit}");

    private PullRequest Find(VendorCall call) =>
        acme.Life(call).PullRequest((int)Math.Min(int.MaxValue, call.RouteNumber("number"))) is { } pull && pull.CreatedAt <= call.Now ? pull : throw Refusal.NotFound();
}
