using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Jira.Actions;

/// <summary>An issue as Jira has it after an action.</summary>
/// <param name="Issue">With its fields.</param>
/// <param name="Facts">What of it is kept.</param>
internal sealed record JiraReadBack(JiraIssue Issue, IReadOnlyList<Fact> Facts)
{
    public string Name => Issue.Key ?? Issue.Id!;

    public static async Task<JiraReadBack> OfAsync(JiraSession session, string idOrCode, CancellationToken cancellationToken)
    {
        var issue = await session.Api.IssueAsync(idOrCode, $"{session.Site.Fields.Wanted},attachment", "changelog", cancellationToken);
        if (issue is not { Id.Length: > 0, Fields: not null })
        {
            throw new SourceException(SourceFault.UnexpectedReply, $"Jira answered with something else than the issue {idOrCode}.");
        }

        var timeline = await new JiraHistories(session).OfAsync(issue, cancellationToken);
        var facts = new JiraIssueFacts(session.Site, session.Settings, session.Keys, new Dictionary<string, string>());
        return new(issue, facts.Of(issue, timeline) is { } fact ? [fact, .. facts.Changes(issue, timeline)] : []);
    }

    public ActionOutcome Outcome(JiraSession session, string summary, string query = "") =>
        new(summary, Name, new Uri(session.Settings.BaseAddress, $"browse/{Name}{query}").AbsoluteUri) { Facts = Facts };
}
