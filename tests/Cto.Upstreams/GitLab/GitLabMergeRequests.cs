using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitLab;

/// <summary>Merge requests, their commits and what was said of them.</summary>
internal sealed class GitLabMergeRequests(GitLabGroup mobile)
{
    public void Map(VendorRoutes routes)
    {
        routes.Get("/api/v4/projects/{id}/merge_requests", ListAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/merge_requests/{iid}", OneAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/merge_requests/{iid}/commits", CommitsAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/merge_requests/{iid}/notes", NotesAsync).Needs("api", "read_api");
    }

    public static void Commit(Utf8JsonWriter json, Commit commit, Repository project)
    {
        json.WriteStartObject();
        json.WriteString("id", commit.Sha);
        json.WriteString("short_id", commit.Sha[..8]);
        json.WriteString("title", commit.Subject);
        json.WriteTime("created_at", commit.At);
        json.WriteStartArray("parent_ids");
        json.WriteEndArray();
        json.WriteString("message", commit.Subject);
        foreach (var role in (string[])["author", "committer"])
        {
            json.WriteString($"{role}_name", commit.Author?.Name ?? "Renovate");
            json.WriteString($"{role}_email", commit.Author?.Email ?? "renovate@noreply.example");
            json.WriteTime(role == "author" ? "authored_date" : "committed_date", commit.At);
        }

        json.WriteString("web_url", $"{GitLabShapes.Web(project)}/-/commit/{commit.Sha}");
        json.WriteEndObject();
    }

    private Task ListAsync(VendorCall call)
    {
        call.Only(
            "author_id", "author_username", "state", "order_by", "sort", "created_after", "created_before", "updated_after", "updated_before", "view", "scope", "source_branch", "target_branch", "labels",
            "search", "in", "wip", "milestone", "assignee_id", "reviewer_id", "page", "per_page");
        var (life, state) = (mobile.Life(call), call.Choice("state", "all", "opened", "closed", "locked", "merged"));
        var found = call.Asked(life.PullRequests, pull => pull.CreatedAt, pull => pull.UpdatedAt(call.Now), "created_at", "updated_at", "merged_at", "title", "label_priority", "milestone_due", "popularity", "priority");
        return call.ListAsync([.. found.Where(pull => state == "all" || state == StateOf(pull, call.Now))], (json, pull) => Write(json, pull, call.Now));
    }

    private Task OneAsync(VendorCall call)
    {
        var pull = Find(call);
        return call.TaggedJsonAsync(json => Write(json, pull, call.Now));
    }

    private Task CommitsAsync(VendorCall call)
    {
        call.Only("page", "per_page");
        var pull = Find(call);
        // The latest first.
        return call.ListAsync([.. pull.Commits.Reverse()], (json, commit) => Commit(json, commit, pull.Repository));
    }

    private Task NotesAsync(VendorCall call)
    {
        call.Only("order_by", "sort", "activity_filter", "page", "per_page");
        var pull = Find(call);
        var ascending = call.Choice("sort", "desc", "asc") == "asc";
        var reviews = pull.Reviews.Where(review => review.At <= call.Now);
        return call.ListAsync([.. ascending ? reviews : reviews.Reverse()], (json, review) =>
        {
            json.WriteStartObject();
            json.WriteNumber("id", (pull.Id * 10) + review.Place);
            json.WriteString("body", review.Verdict switch { Verdict.Approved => "approved this merge request", Verdict.ChangesRequested => "requested changes", _ => "Could this be simpler?" });
            GitLabShapes.User(json, "author", review.Reviewer);
            json.WriteTime("created_at", review.At);
            json.WriteTime("updated_at", review.At);
            json.WriteBoolean("system", review.Verdict is not Verdict.Commented);
            json.WriteNumber("noteable_id", pull.Id);
            json.WriteString("noteable_type", "MergeRequest");
            json.WriteNumber("noteable_iid", pull.Number);
            json.WriteEndObject();
        });
    }

    private PullRequest Find(VendorCall call) =>
        mobile.Life(call).PullRequest((int)Math.Min(int.MaxValue, call.RouteNumber("iid"))) is { } pull && pull.CreatedAt <= call.Now ? pull : throw Refusal.NotFound("404 Not found");

    private static string StateOf(PullRequest pull, DateTimeOffset now) => pull.IsMergedAt(now) ? "merged" : pull.ClosedAt <= now ? "closed" : "opened";

    private static void Write(Utf8JsonWriter json, PullRequest pull, DateTimeOffset now)
    {
        var state = StateOf(pull, now);
        json.WriteStartObject();
        json.WriteNumber("id", pull.Id);
        json.WriteNumber("iid", pull.Number);
        json.WriteNumber("project_id", pull.Repository.Id);
        json.WriteNumber("source_project_id", pull.Repository.Id);
        json.WriteNumber("target_project_id", pull.Repository.Id);
        json.WriteString("title", pull.Title);
        json.WriteNull("description");
        json.WriteString("state", state);
        json.WriteTime("created_at", pull.CreatedAt);
        json.WriteTime("updated_at", pull.UpdatedAt(now));
        json.WriteTime("merged_at", state == "merged" ? pull.MergedAt : null);
        json.WriteTime("closed_at", state == "closed" ? pull.ClosedAt : null);
        json.WriteString("target_branch", "main");
        json.WriteString("source_branch", pull.Branch);
        json.WriteNumber("upvotes", 0);
        json.WriteNumber("downvotes", 0);
        json.WriteNumber("user_notes_count", pull.Reviews.Count(review => review.At <= now && review.Verdict is Verdict.Commented));
        GitLabShapes.User(json, "author", pull.Author);
        json.WriteNull("assignee");
        json.WriteStartArray("reviewers");
        foreach (var person in pull.Asked)
        {
            GitLabShapes.User(json, null, person);
        }

        json.WriteEndArray();
        json.WriteStartArray("labels");
        foreach (var label in pull.Labels)
        {
            json.WriteStringValue(label);
        }

        json.WriteEndArray();
        json.WriteBoolean("draft", false);
        json.WriteBoolean("work_in_progress", false);
        json.WriteNull("milestone");
        json.WriteBoolean("merge_when_pipeline_succeeds", false);
        json.WriteString("merge_status", "can_be_merged");
        json.WriteString("sha", pull.Commits[^1].Sha);
        json.WriteString("merge_commit_sha", state == "merged" ? pull.MergeCommit : null);
        json.WriteNull("squash_commit_sha");
        json.WriteNull("should_remove_source_branch");
        json.WriteNull("force_remove_source_branch");
        json.WriteBoolean("squash", false);
        json.WriteString("web_url", $"{GitLabShapes.Web(pull.Repository)}/-/merge_requests/{pull.Number}");
        json.WriteEndObject();
    }
}
