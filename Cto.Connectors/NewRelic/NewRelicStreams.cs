using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>The streams of a New Relic source, in the order in which a new source fills.</summary>
internal static class NewRelicStreams
{
    public const string Entities = "entities";
    public const string Slos = "slos";
    public const string Alerts = "alerts";
    public const string Samples = "sli-samples";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Entities, "Applications and hosts", [FactKinds.Service, FactKinds.Host]),
        new(Slos, "Service levels", [FactKinds.Slo]),
        new(Alerts, "Alerts", [FactKinds.Alert]),
        // Last: it is by far the largest.
        new(Samples, "Samples of service levels", [FactKinds.SliSample]),
    ];
}
