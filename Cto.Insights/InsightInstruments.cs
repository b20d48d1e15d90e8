using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cto.Insights;

/// <summary>What an operator sees of the questions asked; the telemetry of every process listens to this name.</summary>
internal static class InsightInstruments
{
    public const string Name = "Cto.Insights";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Asked = Meter.CreateHistogram<double>("cto.insight.ask.duration", "s", "Time to answer a question from the store, by insight and outcome.");

    public static void Answered(string insight, string outcome, TimeSpan took) =>
        Asked.Record(took.TotalSeconds, new KeyValuePair<string, object?>("cto.insight", insight), new KeyValuePair<string, object?>("cto.outcome", outcome));
}
