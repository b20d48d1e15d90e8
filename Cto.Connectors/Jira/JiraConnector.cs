using System.Runtime.CompilerServices;
using Cto.Connectors.Jira.Actions;
using Cto.Domain.Planning;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Jira;

/// <summary>Jira Cloud, Server and Data Center.</summary>
internal sealed class JiraConnector(JiraSessions sessions, JiraCheck check, JiraWebhooks webhooks, JiraActions actions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => JiraDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public ISourceActions Actions => actions;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(source, cancellationToken);
        var pages = stream switch
        {
            JiraStreams.Projects => ProjectsAsync(session, cancellationToken),
            JiraStreams.Sprints => new JiraSprintStream(session).PullAsync(cursor, cancellationToken),
            JiraStreams.Issues => new JiraIssueStream(session).PullAsync(cursor, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(stream), stream, "Jira has no such stream."),
        };
        await foreach (var page in pages)
        {
            yield return page;
        }
    }

    public Task ForgetAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        sessions.Forget(source.SourceId);
        return Task.CompletedTask;
    }

    private static async IAsyncEnumerable<FactPage> ProjectsAsync(JiraSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = (await session.ProjectsAsync(cancellationToken)).Where(project => session.Settings.Covers(project.Key)).ToList();
        yield return new()
        {
            Facts = [.. found.Select(project => Project(session, project)).OfType<Project>()],
            Progress = new("projects", 1),
            RateLimit = session.Http.Limit,
        };
    }

    private static Project? Project(JiraSession session, JiraProject project) => project is not { Id: not null, Name: not null } ? null : new()
    {
        Key = session.Keys.Project(project.Id),
        Name = project.Name,
        Code = project.Key,
        Team = session.Settings.ProjectsAreTeams ? project.Name : null,
        Lead = project.Lead?.DisplayName,
        Archived = project.Archived == true,
        Url = project.Key is { } code ? new Uri(session.Settings.BaseAddress, $"browse/{code}").AbsoluteUri : null,
    };
}
