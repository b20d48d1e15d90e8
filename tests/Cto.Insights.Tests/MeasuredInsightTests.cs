using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cto.Domain.Tenants;

namespace Cto.Insights.Tests;

public sealed class MeasuredInsightTests
{
    [Theory]
    [InlineData("tests.answers", "answered", ActivityStatusCode.Unset)]
    [InlineData("tests.refuses", "refused", ActivityStatusCode.Unset)]
    [InlineData("tests.breaks", "failed", ActivityStatusCode.Error)]
    public async Task Every_question_is_a_span_and_a_measurement_with_its_outcome(string name, string outcome, ActivityStatusCode status)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var spanListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Cto.Insights",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(spanListener);
        var outcomes = new ConcurrentQueue<string?>();
        using var meterListener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "cto.insight.ask.duration")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meterListener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (tags.ToArray().Any(tag => (string?)tag.Value == name))
            {
                outcomes.Enqueue((string?)tags.ToArray().First(tag => tag.Key == "cto.outcome").Value);
            }
        });
        meterListener.Start();
        var catalog = new InsightCatalog([new Fake("tests.answers"), new Fake("tests.refuses"), new Fake("tests.breaks")]);
        var insight = catalog.Find(name)!;
        var tenant = new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.Utc };

        var asked = insight.AskAsync(new(tenant, InsightParameters.Parse(insight.Descriptor, []), default), TestContext.Current.CancellationToken);
        await Task.WhenAny(asked);

        Assert.Equal(name == "tests.answers", asked.IsCompletedSuccessfully);
        var span = Assert.Single(spans, span => span.DisplayName == $"ask {name}");
        Assert.Equal(outcome, span.GetTagItem("cto.outcome"));
        Assert.Equal(status, span.Status);
        Assert.Equal([outcome], outcomes);
    }

    private sealed class Fake(string name) : IInsight
    {
        public InsightDescriptor Descriptor { get; } = new()
        {
            Name = name, Title = name, Question = name, Parameters = [], DependsOn = [], Phrasings = [], Answer = typeof(object),
        };

        public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return name switch
            {
                "tests.refuses" => throw new InsightParameterException("period", "no such period"),
                "tests.breaks" => throw new InvalidOperationException("broken"),
                _ => new()
                {
                    Name = name, Status = InsightStatus.NoData, Query = new(null, null, null, null, new Dictionary<string, string>()), Answer = null,
                    Evidence = new() { Rule = "", Rows = [], Total = 0, Excluded = [], AsOf = new Dictionary<string, DateTimeOffset?>() }, Sentence = "", AnsweredAt = default,
                },
            };
        }
    }
}
