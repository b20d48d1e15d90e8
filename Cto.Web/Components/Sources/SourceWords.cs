using Cto.Domain.Sources;

namespace Cto.Web.Components.Sources;

/// <summary>What the pages say of a source's state.</summary>
internal static class SourceWords
{
    public static string State(SourceStatus status) => status.State.ToString().ToLowerInvariant();

    /// <summary>Why some streams cannot be read; empty while the whole source fails, which says it once.</summary>
    public static IReadOnlyList<StreamRefusal> Refusals(SourceStatus status, ConnectorDescriptor? connector) =>
        status.State == SourceState.Failing ? [] : StreamRefusals.Of(connector, status);
}
