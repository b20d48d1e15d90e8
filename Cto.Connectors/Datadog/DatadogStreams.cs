using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>The streams of a Datadog source, in the order in which a new source fills.</summary>
internal static class DatadogStreams
{
    public const string Slos = "slos";
    public const string Monitors = "monitors";
    public const string Hosts = "hosts";
    public const string Incidents = "incidents";
    public const string Metrics = "metrics";
    public const string Samples = "sli-samples";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Slos, "Service level objectives", [FactKinds.Slo]),
        new(Monitors, "Monitors", [FactKinds.Monitor]),
        new(Hosts, "Hosts", [FactKinds.Host]),
        new(Incidents, "Incidents", [FactKinds.Incident]),
        new(Metrics, "Metrics", [FactKinds.MetricSample]),
        // Last: it is by far the largest.
        new(Samples, "Samples of service levels", [FactKinds.SliSample]),
    ];
}
