using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.CircleCI;

/// <summary>Reads the pipelines of each list from the newest down to what is committed, and looks again at those that had not ended.</summary>
internal sealed class PipelinePull(CircleSession session)
{
    private const int Degree = 6;

    // Approvals may wait for long; what waits longer is told by a webhook, if it ever goes on.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);


    public async IAsyncEnumerable<FactPage> RunAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = CircleCursor.Parse(cursor, session.Settings.Fingerprint);
        foreach (var list in session.Settings.Lists)
        {
            await foreach (var (facts, mark) in ReadAsync(list, position.Lists.GetValueOrDefault(list) ?? new(), cancellationToken))
            {
                position = position with { Lists = new(position.Lists) { [list] = mark } };
                yield return new()
                {
                    Facts = facts,
                    Cursor = position.ToString(),
                    Progress = new($"pipelines of {list}"),
                    RateLimit = session.Http.Limit,
                };
            }
        }
    }

    private async IAsyncEnumerable<(IReadOnlyList<Fact> Facts, CircleMark Mark)> ReadAsync(string list, CircleMark mark, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (mark.Open.Count > 0)
        {
            var again = new List<CirclePipeline>();
            await foreach (var pipeline in Ordered.SelectAsync(mark.Open.Keys, Degree, AgainAsync, cancellationToken))
            {
                again.AddRange(pipeline is null ? [] : [pipeline]);
            }

            var (facts, open) = await FactsAsync(again, cancellationToken);
            mark = mark with { Open = open };
            yield return (facts, mark);
        }

        var paging = new Paging(session.Settings.BaseAddress);
        var floor = mark.Until ?? session.Clock.GetUtcNow() - session.Settings.History;
        for (var page = await BeginAsync(list, mark, cancellationToken); ; page = await session.PipelinesAsync(list, mark.Next, cancellationToken))
        {
            var pipelines = (page.Items ?? []).OfType<CirclePipeline>().Where(pipeline => pipeline is { Id.Length: > 0, CreatedAt: not null }).ToList();
            var (facts, open) = await FactsAsync([.. pipelines.Where(pipeline => pipeline.CreatedAt > floor || (pipeline.CreatedAt == floor && !mark.Seen.Contains(pipeline.Id!)))], cancellationToken);
            var next = pipelines.Any(pipeline => pipeline.CreatedAt < floor) ? null : paging.NextToken(page.NextPageToken);
            foreach (var old in mark.Open)
            {
                open.TryAdd(old.Key, old.Value);
            }

            var newest = mark.Newest ?? pipelines.Select(pipeline => pipeline.CreatedAt).Max() ?? mark.Until;
            IReadOnlyList<string> seen = mark.Newest is null ? [.. pipelines.Where(pipeline => pipeline.CreatedAt == newest).Select(pipeline => pipeline.Id!)] : mark.SeenNewest;
            mark = next is null
                ? new() { Until = newest, Seen = seen.Count > 0 ? seen : mark.Seen, Open = open }
                : mark with { Next = next, Newest = newest, SeenNewest = seen, Open = open };
            yield return (facts, mark);
            if (next is null)
            {
                yield break;
            }
        }
    }

    // A token that CircleCI no longer takes costs the way done, not the sync.
    private async Task<CirclePage<CirclePipeline>> BeginAsync(string list, CircleMark mark, CancellationToken cancellationToken)
    {
        try
        {
            return await session.PipelinesAsync(list, mark.Next, cancellationToken);
        }
        catch (SourceException e) when (mark.Next is not null && e.Fault is SourceFault.UnexpectedReply)
        {
            return await session.PipelinesAsync(list, null, cancellationToken);
        }
    }

    private async Task<(IReadOnlyList<Fact> Facts, Dictionary<string, DateTimeOffset> Open)> FactsAsync(IReadOnlyList<CirclePipeline> pipelines, CancellationToken cancellationToken)
    {
        var (facts, open, givenUp) = (new List<Fact>(), new Dictionary<string, DateTimeOffset>(), session.Clock.GetUtcNow() - Patience);
        await foreach (var (pipeline, read) in Ordered.SelectAsync(pipelines, Degree, async (pipeline, token) => (pipeline, await session.ReadAsync(pipeline, token)), cancellationToken))
        {
            facts.AddRange(read.Facts);
            if (read.Open && pipeline.CreatedAt > givenUp)
            {
                open[pipeline.Id!] = pipeline.CreatedAt.Value;
            }
        }

        return (facts, open);
    }

    private async Task<CirclePipeline?> AgainAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Api.PipelineAsync(id, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            return null;
        }
    }
}
