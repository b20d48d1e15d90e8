using System.Runtime.InteropServices;
using Cto.Domain;
using Cto.Insights.Delivery.Links;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>Counts one day.</summary>
internal sealed class DoraTally
{
    private readonly List<double> _recoveries = [];
    private int _deployments;
    private int _failed;
    private int _rework;

    public List<int> Leads { get; } = [];

    /// <summary>Adds a successful run.</summary>
    public void Add(in PackedRun run)
    {
        _deployments++;
        _failed += run.Has(DeploymentFlags.Failed) ? 1 : 0;
        _rework += run.Has(DeploymentFlags.Rework) ? 1 : 0;
        if (run.Recovery != PackedRun.None)
        {
            _recoveries.Add(run.Recovery);
        }
    }

    public DoraDay Of(DateOnly day) =>
        new(day, _deployments, _failed, Statistics.Percentile(CollectionsMarshal.AsSpan(Leads), 0.5), Statistics.Median(_recoveries), _rework);
}
