using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Jira.Actions;

/// <summary>What can be done in Jira: creating issues with files, commenting, moving to another status.</summary>
internal sealed class JiraActions(JiraSessions sessions) : ISourceActions
{
    public IReadOnlyList<ActionDescriptor> Known { get; } =
    [
        new(typeof(CreateIssue), "Create a Jira issue", JiraDescriptor.Acting),
        new(typeof(AddComment), "Comment on a Jira issue", JiraDescriptor.Acting),
        new(typeof(MoveItem), "Move a Jira issue to another status", JiraDescriptor.Acting),
    ];

    public async Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(source, cancellationToken);
        return action switch
        {
            CreateIssue create => await new JiraCreation(session).RunAsync(create, cancellationToken),
            AddComment comment => await new JiraCommenting(session).RunAsync(comment, cancellationToken),
            MoveItem move => await new JiraMoving(session).RunAsync(move, cancellationToken),
            _ => throw new NotSupportedException($"Jira cannot do {action.GetType().Name}."),
        };
    }
}
