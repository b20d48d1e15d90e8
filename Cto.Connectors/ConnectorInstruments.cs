using System.Diagnostics;

namespace Cto.Connectors;

/// <summary>What an operator sees of the calls to the world outside; the telemetry of every process listens to this name.</summary>
internal static class ConnectorInstruments
{
    public const string Name = "Cto.Connectors";

    public static readonly ActivitySource Activities = new(Name);
}
