using System.Text.Json.Nodes;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Jira.Actions;

/// <summary>Comments on an issue, once: the comment carries the action's id where people do not see it.</summary>
internal sealed class JiraCommenting(JiraSession session)
{
    private const string Property = "cto-assistant-action";

    public async Task<ActionOutcome> RunAsync(AddComment action, CancellationToken cancellationToken)
    {
        var item = session.Keys.IdOrCode(action.Item);
        var (comment, _) = await OnceOnly.MakeAsync(
            token => FindAsync(item, action, token),
            token => session.SiteApi.CommentAsync(item, new() { Body = session.Text(action.Text), Properties = [new() { Key = Property, Value = JsonValue.Create(action.Id.ToString()) }] }, token),
            "Jira took the comment",
            "Try again: a comment that is there is found and not made twice.",
            cancellationToken);
        var issue = await JiraReadBack.OfAsync(session, item, cancellationToken);
        return issue.Outcome(session, $"{issue.Name} has the comment.", $"?focusedCommentId={comment.Id}");
    }

    private async Task<JiraComment?> FindAsync(string item, AddComment action, CancellationToken cancellationToken) =>
        (await session.SiteApi.CommentsAsync(item, "-created", "properties", JiraSession.PageSize, cancellationToken)).Comments?
            .FirstOrDefault(comment => comment?.Properties?.Any(property => property?.Key == Property && property.Value?.ToString() == action.Id.ToString()) == true);
}
