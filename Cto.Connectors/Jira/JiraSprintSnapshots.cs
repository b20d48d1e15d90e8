using Cto.Domain;
using Cto.Domain.Planning;

namespace Cto.Connectors.Jira;

/// <summary>What was in a sprint when it began and when it was closed, found again from the histories of its issues: it does not matter when we looked.</summary>
internal static class JiraSprintSnapshots
{
    /// <summary>An issue's lines in the snapshots of the sprints that it was ever in, and the lines that must not be there.</summary>
    /// <param name="issue">With its id.</param>
    /// <param name="timeline">Its history.</param>
    /// <param name="sprints">The sprints that are known.</param>
    /// <param name="keys">Names the facts.</param>
    /// <param name="only">One sprint of them; <see langword="null"/> = all.</param>
    public static (IReadOnlyList<SprintItem> Lines, IReadOnlyList<FactKey> None) Of(
        JiraIssue issue, JiraTimeline timeline, IReadOnlyDictionary<long, JiraSprint> sprints, JiraKeys keys, long? only = null)
    {
        var lines = new List<SprintItem>();
        var none = new List<FactKey>();
        foreach (var id in timeline.EverIn.Where(id => only is null || id == only))
        {
            if (!sprints.TryGetValue(id, out var sprint))
            {
                continue;
            }

            foreach (var (moment, name, when) in ((SprintMoment, string, DateTimeOffset?)[])[(SprintMoment.Start, "start", sprint.BeganAt), (SprintMoment.Close, "close", sprint.ClosedAt)])
            {
                var key = keys.SprintItem(id, name, issue.Id!);
                if (when is not { } at || !timeline.WasIn(id, at))
                {
                    none.Add(new(FactKinds.SprintItem, key));
                    continue;
                }

                lines.Add(new()
                {
                    Key = key,
                    Sprint = keys.Sprint(id),
                    Moment = moment,
                    WorkItem = keys.Issue(issue.Id!),
                    Points = timeline.PointsAt(at),
                    StatusCategory = timeline.CategoryAt(at),
                    At = at,
                });
            }
        }

        return (lines, none);
    }
}
