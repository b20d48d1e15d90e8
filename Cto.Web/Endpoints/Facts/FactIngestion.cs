using System.IO.Pipelines;
using Cto.Domain;
using Cto.Insights.Facts;
using Cto.Insights.Sources;

namespace Cto.Web.Endpoints.Facts;

/// <summary>Takes pushed facts into the tenant's built-in source, batch by batch, as they come in.</summary>
internal sealed class FactIngestion(FactStore facts, SourceStore sources, FactNews news, TimeProvider clock)
{
    private const int BatchFacts = 2_000;

    /// <summary>How many rejections are listed; all are counted.</summary>
    private const int MaxRejections = 10_000;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads lines to the end; what is good is stored whatever else is bad. Sending the same again changes nothing.</summary>
    public async Task<FactsAnswer> TakeAsync(Guid tenant, PipeReader body, CancellationToken cancellationToken)
    {
        var answer = new FactsAnswer.Builder(MaxRejections);
        var batch = new PushedBatch();
        var number = 0;
        await foreach (var line in LineReader.LinesAsync(body, cancellationToken))
        {
            number++;
            var trimmed = line is { } bytes ? Trim(bytes, first: number == 1) : line;
            if (trimmed is { IsEmpty: true })
            {
                continue;
            }

            var parsed = trimmed is { } text ? FactLine.Parse(text) : FactLine.Rejected($"longer than {LineReader.MaxLine} bytes");
            if (parsed.Error is { } error)
            {
                answer.Reject(number, error);
                continue;
            }

            batch.Add(number, parsed.Facts);
            if (batch.Facts >= BatchFacts)
            {
                await StoreAsync(tenant, batch, answer, cancellationToken);
                batch = new();
            }
        }

        await StoreAsync(tenant, batch, answer, cancellationToken);
        return answer.Build();
    }

    /// <summary>Stores facts that were made elsewhere (of events).</summary>
    public async Task<FactsAnswer> TakeAsync(Guid tenant, IReadOnlyList<Fact> pushed, CancellationToken cancellationToken)
    {
        var answer = new FactsAnswer.Builder(MaxRejections);
        var batch = new PushedBatch();
        foreach (var (index, fact) in pushed.Index())
        {
            batch.Add(index + 1, [fact]);
        }

        await StoreAsync(tenant, batch, answer, cancellationToken);
        return answer.Build();
    }

    private async Task StoreAsync(Guid tenant, PushedBatch batch, FactsAnswer.Builder answer, CancellationToken cancellationToken)
    {
        if (batch.Facts == 0)
        {
            return;
        }

        var source = await sources.PushSourceAsync(tenant, cancellationToken);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in batch.Groups)
        {
            var written = await facts.WriteAsync(new(tenant, source, group.Kind, new() { Facts = group.Facts }), cancellationToken);
            answer.Count(group, written);
            changed.UnionWith(written.ChangedKinds);
        }

        var now = clock.GetUtcNow();
        await sources.SaveAsync(tenant, source, new() { LastSuccessAt = now, LastAttemptAt = now }, cancellationToken);
        if (changed.Count > 0)
        {
            await news.TellAsync(tenant, changed, cancellationToken);
        }
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line, bool first)
    {
        if (first && line.Span.StartsWith(ByteOrderMark))
        {
            line = line[ByteOrderMark.Length..];
        }

        return line.Trim(" \t\r"u8);
    }
}
