using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>The samples of every objective, oldest first, several spans of time in flight.</summary>
internal sealed class DatadogSliStream(DatadogSession session)
{
    // A page is committed once it holds this many; the next answer may bring 2,880 more.
    private const int Full = 2_000;

    // Or once so many answers went into it, however little they held: what a fault loses is asked for again.
    private const int Answers = 25;

    // Counts of the last minutes still come in: they are read again.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(15);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = DatadogCursor.Parse(cursor, $"{session.Settings.BaseAddress.Authority}|{session.Settings.SliHistory.Days}");
        var slos = (await session.SlosAsync(cancellationToken)).Where(slo => slo.ToFact() is not null).DistinctBy(slo => slo.Id).ToList();
        foreach (var gone in position.Until.Keys.Except(slos.Select(slo => slo.Id!)).ToList())
        {
            position.Until.Remove(gone);
        }

        var (reader, warnings, failed) = (new DatadogSliReader(session), new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var windows = slos.SelectMany(slo => Windows(slo, position)).OrderBy(window => window.From).ToList();
        var (facts, number, kept) = (new List<Fact>(), 0, 0);
        await foreach (var (window, samples, refused) in Ordered.SelectAsync(windows, DatadogSession.Degree, ReadAsync, cancellationToken))
        {
            number++;
            if (refused is not null)
            {
                if (failed.Add(window.Slo.Id!))
                {
                    warnings.Add($"The samples of '{window.Slo.Name}' cannot be read and are missing: {refused.Message}");
                }
            }
            else if (!failed.Contains(window.Slo.Id!))
            {
                // Behind a span that failed nothing is committed, so that it is asked for again.
                facts.AddRange(samples);
                position.Until[window.Slo.Id!] = window.To.ToUnixTimeSeconds();
            }

            if (facts.Count >= Full || number - kept >= Answers || number == windows.Count)
            {
                kept = number;
                yield return Page(facts, PullProgress.Of(number, windows.Count, $"samples of {window.From:yyyy-MM-dd} ({number} of {windows.Count} spans)"));
                facts = [];
            }
        }

        yield return new() { Facts = [], Cursor = position.ToString(), RateLimit = session.Timeseries.Http.Limit, Warnings = warnings };

        FactPage Page(List<Fact> read, PullProgress progress) =>
            new() { Facts = read, Cursor = position.ToString(), Progress = progress, RateLimit = session.Timeseries.Http.Limit };

        async Task<(Window Window, IReadOnlyList<Fact> Samples, SourceException? Refused)> ReadAsync(Window window, CancellationToken token)
        {
            try
            {
                return (window, await reader.ReadAsync(window.Slo, window.From, window.To, token), null);
            }
            catch (SourceException e) when (e.Fault is SourceFault.UnexpectedReply or SourceFault.NotFound)
            {
                // One objective with a broken query, or deleted just now, does not hold up the others.
                return (window, [], e);
            }
        }
    }

    private IEnumerable<Window> Windows(DatadogSlo slo, DatadogCursor position)
    {
        var now = Floor(session.Clock.GetUtcNow());
        var from = position.Until.TryGetValue(slo.Id!, out var until) ? DateTimeOffset.FromUnixTimeSeconds(until) - Settling : Floor(now - session.Settings.SliHistory);
        var width = DatadogSliReader.Width(slo);
        for (; from < now; from += width)
        {
            yield return new(slo, from, from + width < now ? from + width : now);
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % DatadogSliReader.Span.Ticks), TimeSpan.Zero);

    private sealed record Window(DatadogSlo Slo, DateTimeOffset From, DateTimeOffset To);
}
