using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>Goes through the projects whose analysis is new, several at a time; one request for 500 projects where none is.</summary>
internal sealed class SonarPull(SonarSession session, SonarReader reader)
{
    private const int Degree = 4;
    private const int Enough = 1000;

    // A page is committed once so many projects went into it, however little they brought: what a fault loses is asked for again.
    private const int Projects = 10;
    private const int MaxWarnings = 5;

    private readonly List<string> _warnings = [];
    private readonly Paging _paging = new(session.Settings.BaseAddress);

    public async IAsyncEnumerable<FactPage> RunAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = SonarCursor.Parse(cursor, session.Settings.Fingerprint);
        var (projects, hidden) = await session.ProjectsAsync(cancellationToken);
        var known = projects.Select(project => project.Key!).ToHashSet();
        var gone = position.Projects.Keys.Where(project => !known.Contains(project)).ToList();
        var changed = projects.Where(project => position.Projects.GetValueOrDefault(project.Key!, -1) != Stamp(project)).OrderByDescending(project => project.Key == position.Under?.Project).ToList();
        var marks = position.Projects.Where(mark => known.Contains(mark.Key)).ToDictionary();
        // Projects are begun ahead of their turn: what they ask by must not change meanwhile.
        var (before, resumed) = (position.Projects, position.Under);
        var (facts, done) = (new List<Fact>(), 0);
        IReadOnlyList<FactKey> withdrawn = [.. gone.SelectMany(reader.Gone)];

        await foreach (var (project, first) in Ordered.SelectAsync(changed, Degree, BeginAsync, cancellationToken))
        {
            var page = PageOf(project);
            IReadOnlyCollection<string> told = [];
            for (var read = first; read is not null; read = await reader.ReadAsync(project, SinceOf(project), page, cancellationToken))
            {
                IReadOnlyCollection<string> keys = read.Facts.Select(fact => fact.Key).ToHashSet();
                _paging.Distinct(told, keys);
                told = keys;
                facts.AddRange(read.Facts);
                if (!read.More)
                {
                    break;
                }

                page++;
                yield return Page(new(project.Key!, page));
            }

            done++;
            if (first is not null)
            {
                marks[project.Key!] = Stamp(project);
            }

            if (facts.Count >= Enough || done % Projects == 0)
            {
                yield return Page(null);
            }
        }

        if (changed.Count > 0 && _warnings.Count == changed.Count && marks.Count == 0)
        {
            throw new SourceException(SourceFault.Forbidden, _warnings[0]);
        }

        yield return Page(null) with { Warnings = [.. _warnings.Take(MaxWarnings), .. hidden > 0 ? [$"SonarQube lists no more than 10,000 projects; {hidden} are missing."] : Array.Empty<string>()] };

        FactPage Page(SonarPart? under)
        {
            position = position with { Projects = new(marks), Under = under };
            var made = new FactPage
            {
                Facts = [.. facts],
                Withdrawn = withdrawn,
                Cursor = position.ToString(),
                Progress = PullProgress.Of(done, changed.Count, $"{reader.Title} ({done} of {changed.Count} projects)"),
                RateLimit = session.Http.Limit,
            };
            facts.Clear();
            withdrawn = [];
            return made;
        }

        async Task<(SonarProject Project, SonarRead? First)> BeginAsync(SonarProject project, CancellationToken token)
        {
            try
            {
                return (project, await reader.ReadAsync(project, SinceOf(project), PageOf(project), token));
            }
            catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
            {
                lock (_warnings)
                {
                    _warnings.Add($"{project.Name ?? project.Key}: {reader.Title} could not be read and are missing in the numbers. {e.Message}");
                }

                return (project, null);
            }
        }

        int PageOf(SonarProject project) => resumed?.Project == project.Key ? resumed!.Page : 1;

        DateTimeOffset? SinceOf(SonarProject project) => before.GetValueOrDefault(project.Key!) is > 0 and var mark ? DateTimeOffset.FromUnixTimeSeconds(mark) : null;
    }

    private static long Stamp(SonarProject project) => project.AnalysisDate?.ToUnixTimeSeconds() ?? 0;
}
