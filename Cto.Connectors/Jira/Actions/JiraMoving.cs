using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Jira.Actions;

/// <summary>Moves an issue to a status by the way out of its present one that leads there; one that is there already stays.</summary>
internal sealed class JiraMoving(JiraSession session)
{
    public async Task<ActionOutcome> RunAsync(MoveItem action, CancellationToken cancellationToken)
    {
        var item = session.Keys.IdOrCode(action.Item);
        var issue = await JiraReadBack.OfAsync(session, item, cancellationToken);
        if (!Is(issue.Issue.Fields!.Status?.Name, action.Status))
        {
            await MoveAsync(item, issue, action.Status, cancellationToken);
            issue = await JiraReadBack.OfAsync(session, item, cancellationToken);
        }

        return issue.Outcome(session, $"{issue.Name} is {issue.Issue.Fields!.Status?.Name}.");
    }

    private async Task MoveAsync(string item, JiraReadBack issue, string status, CancellationToken cancellationToken)
    {
        var ways = ((await session.Api.TransitionsAsync(item, cancellationToken)).Transitions ?? []).OfType<JiraTransition>().ToList();
        var way = ways.Find(way => Is(way.To?.Name, status)) ?? ways.Find(way => Is(way.Name, status)) ??
            throw new SourceException(SourceFault.InvalidSettings, $"{issue.Name} is {issue.Issue.Fields!.Status?.Name} and cannot go to '{status}'.")
            {
                Remedy = ways.Count == 0 ? "The workflow lets this account move it nowhere." : $"It can go to {string.Join(", ", ways.Select(way => way.To?.Name ?? way.Name))}.",
            };
        await session.Api.MoveAsync(item, new(new() { Id = way.Id }), cancellationToken);
    }

    private static bool Is(string? name, string status) => string.Equals(name, status.Trim(), StringComparison.OrdinalIgnoreCase);
}
