using System.Diagnostics.Metrics;

namespace Cto.Grains.Widgets;

/// <summary>What an operator sees of widgets.</summary>
internal sealed class WidgetInstruments
{
    private readonly Histogram<double> _refresh;

    public WidgetInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("Cto.Widgets");
        _refresh = meter.CreateHistogram<double>("cto.widget.refresh.duration", "s", "Time to answer a widget's question anew.");
    }

    public void Refreshed(string insight, WidgetState state, TimeSpan took) =>
        _refresh.Record(took.TotalSeconds, new("cto.insight", insight), new("cto.widget.state", state.ToString()));
}
