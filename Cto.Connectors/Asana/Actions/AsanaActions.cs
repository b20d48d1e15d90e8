using System.Globalization;
using System.Net.Http.Headers;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Asana.Actions;

/// <summary>What can be done in Asana: creating tasks with files, commenting; each text ends with the action's mark, which finds it again.</summary>
internal sealed class AsanaActions(AsanaSessions sessions) : ISourceActions
{
    private const string ReadBack = $"{AsanaTaskStream.Fields},notes";

    public IReadOnlyList<ActionDescriptor> Known { get; } =
    [
        new(typeof(CreateIssue), "Create an Asana task", "tasks:write", "attachments:write"),
        new(typeof(AddComment), "Comment on an Asana task", "stories:write"),
    ];

    public Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken) => action switch
    {
        CreateIssue create => CreateAsync(sessions.Open(source), create, cancellationToken),
        AddComment comment => CommentAsync(sessions.Open(source), comment, cancellationToken),
        _ => throw new NotSupportedException($"Asana cannot do {action.GetType().Name}."),
    };

    private static async Task<ActionOutcome> CreateAsync(AsanaSession session, CreateIssue action, CancellationToken cancellationToken)
    {
        var projects = await session.ProjectsAsync(cancellationToken);
        var project = projects.FirstOrDefault(project => project.Gid == action.Place || $"asana:project/{project.Gid}" == action.Place || Same(project.Name, action.Place)) ??
            throw new SourceException(SourceFault.NotFound, $"Asana has no project '{action.Place}' that the account may see.") { Remedy = "Name the project as Asana does." };
        var gid = await OnceAsync("task", token => FindTaskAsync(session, project, action, token), async token => (await session.More.CreateTaskAsync(new(Draft(project, action)), token)).Data?.Gid, cancellationToken);
        var there = action.Attachments.Count == 0 ? [] : (await session.More.AttachmentsAsync(gid, AsanaSession.PageSize, cancellationToken)).Data ?? [];
        foreach (var file in action.Attachments.Where(file => there.All(known => known?.Name != file.Name)))
        {
            await AttachAsync(session, gid, file, cancellationToken);
        }

        var task = await TaskAsync(session, gid, cancellationToken);
        var item = new AsanaFacts(session.Settings, projects.ToDictionary(known => known.Gid!)).Of(task, [], null);
        return new($"The task is in {project.Name}: {task.Name} (assigned to {task.Assignee?.Name ?? "nobody"}).", task.Name, task.PermalinkUrl) { Facts = item is null ? [] : [item] };
    }

    private static async Task<ActionOutcome> CommentAsync(AsanaSession session, AddComment action, CancellationToken cancellationToken)
    {
        var gid = action.Item.StartsWith("asana:task/", StringComparison.Ordinal) ? action.Item["asana:task/".Length..] : action.Item.Trim();
        var task = await TaskAsync(session, gid, cancellationToken);
        await OnceAsync(
            "comment",
            async token => (await session.StoriesAsync(gid, token)).FirstOrDefault(story => story.Text?.Contains(Mark(action), StringComparison.Ordinal) == true)?.Gid,
            async token => (await session.More.CommentAsync(gid, new(new(AsanaText.Of($"{action.Text}\n\n{Mark(action)}"))), token)).Data?.Gid,
            cancellationToken);
        return new($"{task.Name} has the comment.", task.Name, task.PermalinkUrl);
    }

    private static async Task<string> OnceAsync(string what, Func<CancellationToken, Task<string?>> find, Func<CancellationToken, Task<string?>> make, CancellationToken cancellationToken) => (await OnceOnly.MakeAsync(
        find,
        async token => await make(token) ?? throw new SourceException(SourceFault.UnexpectedReply, $"Asana does not say which {what} it made."),
        $"Asana made the {what}",
        $"Try again in a minute: a {what} that was made is found by the mark at its end and not made twice.",
        cancellationToken)).Made;

    private static AsanaTaskDraft Draft(AsanaProject project, CreateIssue action)
    {
        string?[] notes = [action.Body, action.Priority is { } priority ? $"Priority: {priority}" : null, action.Labels.Count > 0 ? $"Labels: {string.Join(", ", action.Labels)}" : null, Mark(action)];
        return new(
            action.Title.ReplaceLineEndings(" ").Trim(),
            AsanaText.Of(string.Join("\n\n", notes.OfType<string>())),
            [project.Gid!],
            // A team's lead is the owner of the project that it plans in.
            action.Assignee ?? (action.Team is null ? null : project.Owner?.Gid),
            action.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static async Task<string?> FindTaskAsync(AsanaSession session, AsanaProject project, CreateIssue action, CancellationToken cancellationToken)
    {
        var since = (session.Clock.GetUtcNow() - TimeSpan.FromDays(7)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var paging = session.Http.Pages();
        string? offset = null;
        do
        {
            var page = await session.Api.TasksAsync(project.Gid!, since, "notes", AsanaSession.PageSize, offset, cancellationToken);
            if (page.Data?.FirstOrDefault(task => task?.Notes?.Contains(Mark(action), StringComparison.Ordinal) == true)?.Gid is { } found)
            {
                return found;
            }

            offset = paging.NextToken(page.NextPage?.Offset);
        }
        while (offset is not null);
        return null;
    }

    private static async Task AttachAsync(AsanaSession session, string gid, ActionFile file, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(file.Content);
        content.Headers.ContentType = new MediaTypeHeaderValue(file.MediaType);
        using var parent = new StringContent(gid);
        using var form = new MultipartFormDataContent { { parent, "parent" }, { content, "file", file.Name } };
        try
        {
            await session.More.AttachAsync(form, cancellationToken);
        }
        catch (SourceException e)
        {
            throw new SourceException(e.Fault, $"The task was created, but {file.Name} is not known to be attached: {e.Message}", e) { Remedy = "Try again: only what is missing is attached.", RetryAt = e.RetryAt };
        }
    }

    private static async Task<AsanaTask> TaskAsync(AsanaSession session, string gid, CancellationToken cancellationToken) =>
        (await session.Api.TaskAsync(gid, ReadBack, cancellationToken)).Data ?? throw new SourceException(SourceFault.UnexpectedReply, "Asana answered without the task.");

    private static string Mark(SourceAction action) => $"cto-{action.Id:N}"[..20];

    private static bool Same(string? one, string other) => string.Equals(one, other.Trim(), StringComparison.OrdinalIgnoreCase);
}
