using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Asana;

/// <summary>Tasks with their stories, project by project: what was modified since, in no order, so a sweep's beginning is the next one's start.</summary>
internal sealed class AsanaTaskStream(AsanaSession session)
{
    public const string Fields =
        "name,resource_subtype,completed,completed_at,created_at,modified_at,due_on,due_at,permalink_url,assignee.name,parent,memberships.project,memberships.section.name,tags.name," +
        "custom_fields.name,custom_fields.number_value,custom_fields.display_value,dependencies,dependents";

    // Two clocks are never the same.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, (string Name, bool Done)> _seen = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = AsanaCursor.Parse(cursor, session.Settings.Fingerprint);
        var projects = (await session.ProjectsAsync(cancellationToken)).Where(project => project.Archived != true).ToList();
        var facts = new AsanaFacts(session.Settings, projects.ToDictionary(project => project.Gid!));
        foreach (var (project, number) in projects.Select((project, i) => (project, i + 1)))
        {
            await foreach (var (found, mark) in SweepAsync(project, position.Projects.GetValueOrDefault(project.Gid!) ?? new(), facts, cancellationToken))
            {
                position.Projects[project.Gid!] = mark;
                yield return new()
                {
                    Facts = found,
                    Cursor = position.ToString(),
                    Progress = PullProgress.Of(number - 1, projects.Count, string.Create(CultureInfo.InvariantCulture, $"{project.Name}: tasks ({number} of {projects.Count})")),
                    RateLimit = session.Http.Limit,
                };
            }
        }
    }

    private async IAsyncEnumerable<(IReadOnlyList<Fact> Facts, AsanaMark Mark)> SweepAsync(AsanaProject project, AsanaMark mark, AsanaFacts facts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var since = (mark.Since ?? now - session.Settings.History).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        mark = mark with { Began = mark.Began ?? now };
        var paging = session.Http.Pages();
        while (true)
        {
            var answer = await PageAsync(project, since, mark.Offset, cancellationToken);
            AsanaTask[] tasks = [.. (answer.Data ?? []).OfType<AsanaTask>()];
            var page = await ReadAsync(tasks, mark.Since, facts, cancellationToken);
            var next = paging.NextToken(answer.NextPage?.Offset);
            mark = next is null ? new() { Since = mark.Began - Overlap } : mark with { Offset = next };
            yield return (page, mark);
            if (next is null)
            {
                yield break;
            }
        }
    }

    // A page that a sweep was left at is forgotten after a while: then from its beginning.
    private async Task<AsanaAnswer<AsanaTask?[]>> PageAsync(AsanaProject project, string since, string? offset, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Api.TasksAsync(project.Gid!, since, Fields, AsanaSession.PageSize, offset, cancellationToken);
        }
        catch (SourceException e) when (offset is not null && e.Fault is SourceFault.InvalidSettings)
        {
            return await session.Api.TasksAsync(project.Gid!, since, Fields, AsanaSession.PageSize, null, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Fact>> ReadAsync(AsanaTask[] tasks, DateTimeOffset? since, AsanaFacts facts, CancellationToken cancellationToken)
    {
        foreach (var task in tasks.Where(task => task.Gid is not null))
        {
            _seen[task.Gid!] = (task.Name ?? "", task.Completed == true);
        }

        // When a task is done, those that waited for it are free, whether Asana counts that as a change of theirs or not.
        string[] freed = [.. tasks.Where(task => since is not null && task.CompletedAt >= since).SelectMany(task => task.Dependents ?? []).Select(task => task?.Gid).OfType<string>().Except(tasks.Select(task => task.Gid!)).Distinct()];
        var all = new List<AsanaTask>(tasks);
        await foreach (var task in Ordered.SelectAsync(freed, AsanaSession.Degree, TaskAsync, cancellationToken))
        {
            all.AddRange(task is null ? [] : [task]);
        }

        var found = new List<Fact>();
        await foreach (var (task, stories, blockers) in Ordered.SelectAsync(all.Where(task => task.Gid is not null), AsanaSession.Degree, ReadAsync, cancellationToken))
        {
            if (facts.Of(task, stories, blockers) is { } item)
            {
                found.Add(item);
                found.AddRange(facts.Changes(task, stories));
            }
        }

        return found;
    }

    private async Task<(AsanaTask Task, IReadOnlyList<AsanaStory> Stories, IReadOnlyList<string> Blockers)> ReadAsync(AsanaTask task, CancellationToken cancellationToken)
    {
        var stories = await session.StoriesAsync(task.Gid!, cancellationToken);
        var blockers = new List<string>();
        foreach (var gid in task.Completed == true ? [] : (task.Dependencies ?? []).Select(other => other?.Gid).OfType<string>())
        {
            var (name, done) = _seen.TryGetValue(gid, out var seen) ? seen : await LookAsync(gid, cancellationToken);
            blockers.AddRange(done ? [] : [name]);
        }

        return (task, stories, blockers);
    }

    private async Task<(string Name, bool Done)> LookAsync(string gid, CancellationToken cancellationToken) =>
        await TaskAsync(gid, cancellationToken) is { } task ? (task.Name ?? gid, task.Completed == true) : (gid, false);

    private async Task<AsanaTask?> TaskAsync(string gid, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Api.TaskAsync(gid, Fields, cancellationToken)).Data;
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return null;
        }
    }
}
