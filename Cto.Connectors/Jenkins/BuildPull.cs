using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jenkins;

/// <summary>Reads the builds of each job that has new ones, from the newest down to what is committed, and looks again at those that ran.</summary>
internal sealed class BuildPull(JenkinsSession session)
{
    private const int Degree = 4;
    private const int Enough = 1000;
    private const string Untold = "Jenkins does not tell the stages of some builds, so their deployments are missing: is the plugin Pipeline: REST API installed?";

    public async IAsyncEnumerable<FactPage> RunAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = JenkinsCursor.Parse(cursor, session.Settings.Fingerprint);
        var jobs = await session.JobsAsync(cancellationToken);
        var marks = position.Jobs.Where(mark => jobs.Any(job => job.FullName == mark.Key)).ToDictionary();
        var changed = jobs.Where(job => HasNews(job, position.Jobs.GetValueOrDefault(job.FullName!))).ToList();
        var (facts, read) = (new List<Fact>(), 0);
        foreach (var job in changed)
        {
            await foreach (var (found, mark) in ReadAsync(job, position.Jobs.GetValueOrDefault(job.FullName!) ?? new(), cancellationToken))
            {
                marks[job.FullName!] = mark;
                facts.AddRange(found);
                if (facts.Count >= Enough)
                {
                    yield return Page();
                }
            }

            read++;
        }

        yield return Page() with { Warnings = marks.Values.Any(mark => mark.Untold) ? [Untold] : [] };

        FactPage Page()
        {
            var told = new FactPage
            {
                Facts = [.. facts],
                Cursor = (position with { Jobs = new(marks) }).ToString(),
                Progress = PullProgress.Of(read, changed.Count, $"builds ({read} of {changed.Count} jobs)"),
                RateLimit = session.Http.Limit,
            };
            facts.Clear();
            return told;
        }
    }

    private static bool HasNews(JenkinsJob job, JenkinsMark? mark) =>
        mark is null ? job.LastBuild is { Number: > 0 } : mark.Running.Count > 0 || mark.Done > 0 || (job.LastBuild is { Number: > 0 and var last } && last != mark.Until);

    private async IAsyncEnumerable<(IReadOnlyList<Fact> Facts, JenkinsMark Mark)> ReadAsync(JenkinsJob job, JenkinsMark mark, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missed = false;
        if (mark.Running.Count > 0)
        {
            var again = new List<JenkinsBuild>();
            foreach (var number in mark.Running)
            {
                again.AddRange(await AgainAsync(job, number, cancellationToken) is { } build ? [build] : []);
            }

            var (facts, told) = await FactsAsync(job, again, cancellationToken);
            missed = !told;
            mark = mark with { Running = Running(again), Untold = mark.Untold || missed };
            yield return (facts, mark);
        }

        // A job that was deleted and made anew counts from 1 again.
        var last = job.LastBuild?.Number ?? 0;
        var until = last < mark.Until ? 0 : mark.Until;
        if (mark.Done == 0 && last == until)
        {
            yield break;
        }

        var floor = session.Clock.GetUtcNow() - session.Settings.History;
        // What came in while a sweep lay interrupted is above it: the next one reads that.
        mark = mark.Done > 0 ? mark with { Until = until } : mark with { Until = until, Newest = last, Untold = missed };
        while (true)
        {
            var size = mark.Done == 0 && until > 0 ? Math.Clamp(last - until, 1, JenkinsSession.PageSize) : JenkinsSession.PageSize;
            var page = await session.BuildsAsync(job, mark.Done, size, cancellationToken);
            var wanted = page.Where(build => build.Number > until && !(build.StartedAt < floor)).ToList();
            var ends = page.Count < size || wanted.Count < page.Count || page[^1].Number == until + 1;
            IReadOnlyList<int> running = [.. mark.Running.Union(Running(wanted))];
            var (facts, told) = await FactsAsync(job, wanted, cancellationToken);
            var untold = mark.Untold || !told;
            mark = ends ? new() { Until = mark.Newest, Running = running, Untold = untold } : mark with { Done = mark.Done + page.Count, Running = running, Untold = untold };
            yield return (facts, mark);
            if (ends)
            {
                yield break;
            }
        }
    }

    private static IReadOnlyList<int> Running(IEnumerable<JenkinsBuild> builds) => [.. builds.Where(build => build.FinishedAt is null && build.Building != false).Select(build => build.Number)];

    private async Task<(IReadOnlyList<Fact> Facts, bool Told)> FactsAsync(JenkinsJob job, IReadOnlyList<JenkinsBuild> builds, CancellationToken cancellationToken)
    {
        var (facts, all) = (new List<Fact>(), true);
        await foreach (var (found, told) in Ordered.SelectAsync(builds, Degree, (build, token) => session.FactsAsync(job, build, token), cancellationToken))
        {
            facts.AddRange(found);
            all &= told;
        }

        return (facts, all);
    }

    private async Task<JenkinsBuild?> AgainAsync(JenkinsJob job, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await session.BuildAsync(job, number, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            return null;
        }
    }
}
