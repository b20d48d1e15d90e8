using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Planning;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>Boards and sprints; of a sprint that began or was closed since, the snapshot too: Jira does not count that as a change of its issues.</summary>
internal sealed class JiraSprintStream(JiraSession session)
{
    // Closed sprints are renamed or opened again now and then.
    private static readonly TimeSpan WholeEvery = TimeSpan.FromDays(1);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var known = JiraSprintCursor.Parse(cursor, session.Settings.Fingerprint);
        var whole = known?.WholeAt is not { } last || now - last > WholeEvery;
        var (boards, refusal) = await BoardsAsync(cancellationToken);
        var sprints = new Dictionary<long, Found>();
        await foreach (var (board, found) in Ordered.SelectAsync(boards, JiraSession.Degree, (board, token) => SprintsAsync(board, whole || known?.Boards.Contains(board.Id) != true, token), cancellationToken))
        {
            foreach (var sprint in found)
            {
                sprints.TryAdd(sprint.Id, new(sprint, board));
            }
        }

        await FindClosedAsync(known, sprints, cancellationToken);
        var warnings = new List<string>(refusal is null ? [] : [refusal]);
        Fact[] facts = [.. boards.Select(Board), .. sprints.Values.Select(Sprint).OfType<Fact>()];
        foreach (var chunk in facts.Chunk(1000))
        {
            yield return new() { Facts = chunk, Progress = new("sprints"), RateLimit = session.Http.Limit };
        }

        // Of the first reading the issues tell all by themselves.
        foreach (var moved in known is null ? [] : sprints.Values.Select(found => found.Sprint).Where(sprint => HasMoved(known, sprint)))
        {
            await foreach (var page in SnapshotAsync(moved, cancellationToken))
            {
                yield return page;
            }
        }

        yield return new()
        {
            Facts = [],
            Cursor = new JiraSprintCursor
            {
                Of = session.Settings.Fingerprint,
                WholeAt = whole ? now : known!.WholeAt,
                Boards = [.. boards.Select(board => board.Id)],
                Open = sprints.Values.Where(found => found.Sprint.Standing is SprintState.Future or SprintState.Active).ToDictionary(found => found.Sprint.Id, found => found.Sprint.Standing!.Value),
            }.ToString(),
            RateLimit = session.Http.Limit,
            Warnings = warnings,
        };
    }

    private async Task<(List<JiraBoard> Boards, string? Refusal)> BoardsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await session.PositionsAsync(
                async start =>
                {
                    var page = await session.Agile.BoardsAsync(start, JiraSession.PageSize / 2, cancellationToken);
                    return (page.Values, page.IsLast != false);
                },
                board => board.Id);
            return ([.. found.Where(board => board is { Id: > 0, Name: not null } && session.Settings.Covers(board.Location?.ProjectKey))], null);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return ([], $"Boards and sprints cannot be read, so the numbers made of them will have no data: {e.Message}");
        }
    }

    private async Task<(JiraBoard Board, IReadOnlyList<JiraSprint> Sprints)> SprintsAsync(JiraBoard board, bool all, CancellationToken cancellationToken)
    {
        if (board.Type is "kanban")
        {
            return (board, []);
        }

        try
        {
            var found = await session.PositionsAsync(
                async start =>
                {
                    var page = await session.Agile.SprintsAsync(board.Id, all ? null : "active,future", start, JiraSession.PageSize / 2, cancellationToken);
                    return (page.Values, page.IsLast != false);
                },
                sprint => sprint.Id);
            return (board, [.. found.Where(sprint => sprint.Id > 0)]);
        }
        catch (SourceException e) when (e.Fault is SourceFault.InvalidSettings or SourceFault.NotFound or SourceFault.Forbidden)
        {
            // A team's own board without sprints answers 400; one whose filter is private answers 403 or 404.
            return (board, []);
        }
    }

    // What was open the last time and is in no list now was closed or deleted.
    private async Task FindClosedAsync(JiraSprintCursor? known, Dictionary<long, Found> sprints, CancellationToken cancellationToken)
    {
        foreach (var id in (known?.Open.Keys ?? []).Where(id => !sprints.ContainsKey(id)).ToList())
        {
            try
            {
                sprints[id] = new(await session.Agile.SprintAsync(id, cancellationToken), null);
            }
            catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
            {
                // Deleted: the fact of it stays as it was.
            }
        }
    }

    private static bool HasMoved(JiraSprintCursor known, JiraSprint sprint) => known.Open.TryGetValue(sprint.Id, out var before)
        ? sprint.Standing is { } standing && standing != before
        : sprint.Standing is SprintState.Active;

    private async IAsyncEnumerable<FactPage> SnapshotAsync(JiraSprint sprint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var search = new JiraSearch(session, session.Site.Fields.Wanted, withHistory: true);
        var histories = new JiraHistories(session);
        var sprints = new Dictionary<long, JiraSprint> { [sprint.Id] = sprint };
        await foreach (var page in search.FindAsync(string.Create(CultureInfo.InvariantCulture, $"sprint = {sprint.Id}"), cancellationToken))
        {
            var (lines, none) = (new List<Fact>(), new List<FactKey>());
            await foreach (var (issue, timeline) in Ordered.SelectAsync(page.Issues.Where(issue => issue.Fields!.Issuetype?.IsEpic != true), JiraSession.Degree, async (issue, token) => (issue, await histories.OfAsync(issue, token)), cancellationToken))
            {
                var (found, missing) = JiraSprintSnapshots.Of(issue, timeline, sprints, session.Keys, only: sprint.Id);
                lines.AddRange(found);
                none.AddRange(missing);
            }

            yield return new() { Facts = lines, Withdrawn = none, Progress = new($"the snapshot of {sprint.Name}"), RateLimit = session.Http.Limit };
        }
    }

    private Board Board(JiraBoard board) => new()
    {
        Key = session.Keys.Board(board.Id),
        Name = board.Name!,
        Type = board.Type,
        Project = board.Location?.ProjectKey,
        Url = new Uri(session.Settings.BaseAddress, string.Create(CultureInfo.InvariantCulture, $"secure/RapidBoard.jspa?rapidView={board.Id}")).AbsoluteUri,
    };

    private Sprint? Sprint(Found found) => found.Sprint is not { Name: not null, Standing: { } state } sprint ? null : new()
    {
        Key = session.Keys.Sprint(sprint.Id),
        Name = sprint.Name,
        Board = (sprint.OriginBoardId ?? found.Board?.Id) is { } board ? session.Keys.Board(board) : null,
        Project = found.Board?.Location?.ProjectKey,
        Team = session.Settings.ProjectsAreTeams ? found.Board?.Location?.ProjectName : null,
        State = state,
        Goal = string.IsNullOrWhiteSpace(sprint.Goal) ? null : sprint.Goal,
        StartsAt = sprint.ActivatedDate ?? sprint.StartDate,
        EndsAt = sprint.EndDate,
        ClosedAt = sprint.ClosedAt,
    };

    private sealed record Found(JiraSprint Sprint, JiraBoard? Board);
}
