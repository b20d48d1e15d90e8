using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>The metrics of the settings: by day for the past, which trends are made of, and by five minutes for the last day, which triggers are made of.</summary>
internal sealed class DatadogMetricStream(DatadogSession session)
{
    private const int PageSize = 2_000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(15);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = DatadogCursor.Parse(cursor, $"{session.Settings.BaseAddress.Authority}|{session.Settings.MetricHistory.Days}");
        var (routes, warnings) = (session.Timeseries, new List<string>());
        var questions = session.Settings.Measures.SelectMany(measure => (Question?[])[Past(measure, position), Present(measure, position)]).OfType<Question>();
        await foreach (var (question, samples, refused) in Ordered.SelectAsync(questions, DatadogSession.Degree, AskAsync, cancellationToken))
        {
            if (refused is not null)
            {
                warnings.Add($"The metric '{question.Measure.Name}' cannot be read: {refused.Message}");
                continue;
            }

            position.Until[question.Name] = question.To.ToUnixTimeSeconds();
            var read = new FactPage { Facts = samples, Cursor = position.ToString(), Progress = new($"metric {question.Measure.Name}"), RateLimit = routes.Http.Limit };
            foreach (var page in read.Split(PageSize))
            {
                yield return page;
            }
        }

        yield return new() { Facts = [], RateLimit = routes.Http.Limit, Warnings = warnings };

        async Task<(Question Question, IReadOnlyList<Fact> Samples, SourceException? Refused)> AskAsync(Question question, CancellationToken token)
        {
            try
            {
                var request = DatadogTimeseriesRequest.Of([question.Measure.Expression], question.From, question.To, question.Span);
                var answer = (await routes.Api.TimeseriesAsync(request, token)).Content.Data?.Attributes;
                return (question, answer is null ? [] : Samples(question, answer), null);
            }
            catch (SourceException e) when (e.Fault is SourceFault.UnexpectedReply)
            {
                // A metric that this organisation does not have, or a query of the settings that Datadog does not understand.
                return (question, [], e);
            }
        }
    }

    private Question? Past(DatadogMeasure measure, DatadogCursor position)
    {
        var name = $"{measure.Name}/day";
        var today = new DateTimeOffset(session.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        // Yesterday's late points are in by the day after.
        var from = position.Until.TryGetValue(name, out var until) ? DateTimeOffset.FromUnixTimeSeconds(until) : today - session.Settings.MetricHistory;
        return from < today ? new(measure, name, from, today, Day) : null;
    }

    private Question? Present(DatadogMeasure measure, DatadogCursor position)
    {
        var (name, now) = (measure.Name, session.Clock.GetUtcNow());
        var to = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Moment.Ticks), TimeSpan.Zero);
        var from = position.Until.TryGetValue(name, out var until) && DateTimeOffset.FromUnixTimeSeconds(until) - Settling is var since && since > to - Day ? since : to - Day;
        return from < to ? new(measure, name, from, to, Moment) : null;
    }

    private List<Fact> Samples(Question question, DatadogTimeseries answer)
    {
        var (times, facts, end) = (answer.Times ?? [], new List<Fact>(), question.To.ToUnixTimeMilliseconds());
        var seconds = answer.SecondsOr(question.Span);
        for (var series = 0; series < (answer.Series?.Length ?? 0) && series < (answer.Values?.Length ?? 0); series++)
        {
            var tags = (answer.Series![series]?.GroupTags ?? []).OfType<string>().ToList();
            var subject = tags.Count == 0 ? "*" : string.Join(", ", tags.Select(tag => tag[(tag.IndexOf(':', StringComparison.Ordinal) + 1)..]));
            var (service, unit, values) = (DatadogTags.Value(tags, "service"), answer.Series[series]?.Unit?.FirstOrDefault()?.ShortName, answer.Values![series] ?? []);
            var key = session.Settings.Keys.Series(question.Measure.Name, subject, seconds);
            for (var i = 0; i < times.Length && i < values.Length; i++)
            {
                if (values[i] is { } value && times[i] + (seconds * 1_000L) <= end)
                {
                    facts.Add(new MetricSample
                    {
                        Key = string.Create(CultureInfo.InvariantCulture, $"{key}{times[i] / 1_000}"),
                        Metric = question.Measure.Name,
                        Subject = subject,
                        Service = service,
                        At = DateTimeOffset.FromUnixTimeMilliseconds(times[i]),
                        Seconds = seconds,
                        Value = value,
                        Unit = unit,
                    });
                }
            }
        }

        return facts;
    }

    private sealed record Question(DatadogMeasure Measure, string Name, DateTimeOffset From, DateTimeOffset To, TimeSpan Span);
}
