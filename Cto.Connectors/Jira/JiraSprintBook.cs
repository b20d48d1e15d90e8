using Cto.Connectors.Http;
using Cto.Domain.Planning;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>The sprints that issues name, with their dates: from the issues themselves where those carry them, else asked for one by one.</summary>
internal sealed class JiraSprintBook(JiraSession session)
{
    private readonly Dictionary<long, JiraSprint> _known = [];
    private readonly HashSet<long> _gone = [];

    public IReadOnlyDictionary<long, JiraSprint> Known => _known;

    /// <summary>Sprints that histories name and that cannot be read any more: their snapshots are lost.</summary>
    public int Gone => _gone.Count;

    /// <summary>Knows every sprint of some issues as it stands now.</summary>
    public async Task LearnAsync(IReadOnlyList<JiraTimeline> issues, CancellationToken cancellationToken)
    {
        // One that runs or comes may have begun or ended since the page before; a closed one stays as it is.
        foreach (var open in _known.Values.Where(sprint => sprint.Standing is not SprintState.Closed).ToList())
        {
            _known.Remove(open.Id);
        }

        foreach (var sprint in issues.SelectMany(issue => issue.Sprints))
        {
            _known[sprint.Id] = sprint;
        }

        var missing = issues.SelectMany(issue => issue.EverIn).Distinct().Where(id => !_known.ContainsKey(id) && !_gone.Contains(id)).ToList();
        await foreach (var (id, sprint) in Ordered.SelectAsync(missing, JiraSession.Degree, FindAsync, cancellationToken))
        {
            if (sprint is null)
            {
                _gone.Add(id);
            }
            else
            {
                _known[id] = sprint;
            }
        }
    }

    private async Task<(long Id, JiraSprint? Sprint)> FindAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            return (id, await session.Agile.SprintAsync(id, cancellationToken));
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return (id, null);
        }
    }
}
