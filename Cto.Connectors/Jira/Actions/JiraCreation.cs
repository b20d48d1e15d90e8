using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Jira.Actions;

/// <summary>Creates an issue with its files, once: the action's own label finds it again when an attempt broke off.</summary>
internal sealed class JiraCreation(JiraSession session)
{
    public async Task<ActionOutcome> RunAsync(CreateIssue action, CancellationToken cancellationToken)
    {
        var projects = await session.ProjectsAsync(cancellationToken);
        var project = Project(projects, action.Place);
        var (id, _) = await OnceOnly.MakeAsync(
            token => FindAsync(project, action, token),
            token => DraftAsync(projects, project, action, token),
            CreateAsync,
            "Jira created the issue",
            $"Try again in a minute: an issue that was created is found by its label {Mark(action)} and not created twice.",
            cancellationToken);
        var created = await JiraReadBack.OfAsync(session, id, cancellationToken);
        var missing = action.Attachments.Where(file => created.Issue.Fields!.Attachment?.Any(there => there?.Filename == file.Name) != true).ToList();
        foreach (var file in missing)
        {
            await AttachAsync(created.Name, file, cancellationToken);
        }

        created = missing.Count == 0 ? created : await JiraReadBack.OfAsync(session, id, cancellationToken);
        return created.Outcome(session, Summary(created.Issue, project));
    }

    private async Task<JsonObject> DraftAsync(IReadOnlyList<JiraProject> projects, JiraProject project, CreateIssue action, CancellationToken cancellationToken)
    {
        var fields = new JsonObject
        {
            ["project"] = new JsonObject { ["key"] = project.Key },
            ["issuetype"] = new JsonObject { ["name"] = TypeOf(project, action.Type) },
            ["summary"] = action.Title.ReplaceLineEndings(" ").Trim(),
            ["labels"] = new JsonArray([.. action.Labels.Select(Label).Append(Mark(action)).Distinct().Select(label => (JsonNode)label)]),
        };
        if (action.Body is { Length: > 0 } body)
        {
            fields["description"] = session.Text(body);
        }

        if (action.Priority is { } priority)
        {
            fields["priority"] = new JsonObject { ["name"] = priority };
        }

        if (action.DueOn is { } due)
        {
            fields["duedate"] = due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (await new JiraAssignees(session).FindAsync(projects, project, action.Assignee, action.Team, cancellationToken) is { } assignee)
        {
            fields["assignee"] = session.Site.IsCloud ? new JsonObject { ["id"] = assignee.AccountId } : new JsonObject { ["name"] = assignee.Name };
        }

        return fields;
    }

    private async Task<string> CreateAsync(JsonObject fields, CancellationToken cancellationToken) =>
        (await session.Api.CreateAsync(new(fields), cancellationToken)).Id ?? throw new SourceException(SourceFault.UnexpectedReply, "Jira does not say which issue it created.");

    private async Task<string?> FindAsync(JiraProject project, CreateIssue action, CancellationToken cancellationToken)
    {
        var search = new JiraSearch(session, "summary", withHistory: false);
        await foreach (var page in search.FindAsync($"project = \"{project.Key}\" AND labels = \"{Mark(action)}\"", cancellationToken))
        {
            return page.Issues.Count > 0 ? page.Issues[0].Id : null;
        }

        return null;
    }

    private async Task AttachAsync(string issue, ActionFile file, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(file.Content);
        content.Headers.ContentType = new MediaTypeHeaderValue(file.MediaType);
        using var form = new MultipartFormDataContent { { content, "file", file.Name } };
        try
        {
            await session.Api.AttachAsync(issue, form, cancellationToken);
        }
        catch (SourceException e)
        {
            throw new SourceException(e.Fault, $"{issue} was created, but {file.Name} is not known to be attached: {e.Message}", e)
            {
                Remedy = "Try again: the issue is found and only what is missing is attached.",
                RetryAt = e.RetryAt,
            };
        }
    }

    private JiraProject Project(IReadOnlyList<JiraProject> projects, string place) =>
        projects.FirstOrDefault(project => Same(project.Key, place) || (project.Id is { } id && session.Keys.Project(id) == place)) ??
        projects.FirstOrDefault(project => Same(project.Name, place)) ??
        throw new SourceException(SourceFault.NotFound, $"Jira has no project '{place}' that the account may see.") { Remedy = "Name the project by its key, such as PAY." };

    private static string TypeOf(JiraProject project, string? wanted)
    {
        string[] types = [.. (project.IssueTypes ?? []).Where(type => type is { Name: not null, Subtask: not true, IsEpic: false }).Select(type => type!.Name!)];
        return wanted is not null ? (project.IssueTypes ?? []).FirstOrDefault(type => Same(type?.Name, wanted))?.Name ?? wanted
            : types.FirstOrDefault(type => Same(type, "Task")) ?? types.FirstOrDefault() ?? "Task";
    }

    private static string Summary(JiraIssue issue, JiraProject project)
    {
        var fields = issue.Fields!;
        var files = (fields.Attachment ?? []).Count(file => file is not null);
        string[] parts =
        [
            .. fields.Priority?.Name is { } priority ? [$"priority {priority}"] : Array.Empty<string>(),
            fields.Assignee?.DisplayName is { } assignee ? $"assigned to {assignee}" : "assigned to nobody",
            .. files > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{files} {(files == 1 ? "file" : "files")} attached")] : Array.Empty<string>(),
        ];
        return $"{issue.Key} is in {project.Name ?? project.Key}: {fields.Summary} ({string.Join(", ", parts)}).";
    }

    /// <summary>The label that tells this action's issue from all others.</summary>
    private static string Mark(CreateIssue action) => $"cto-{action.Id:N}"[..20];

    // Jira's labels have no blanks.
    private static string Label(string label) => string.Join('-', label.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool Same(string? one, string other) => string.Equals(one, other.Trim(), StringComparison.OrdinalIgnoreCase);
}
