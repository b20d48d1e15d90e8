using Cto.Domain.Sources;

namespace Cto.Web.Components.Sources;

/// <summary>What the pages say of a source's state.</summary>
internal static class SourceWords
{
    /// <summary>The state as people see it: a source that is well but for some streams is <c>partial</c>.</summary>
    public static string State(SourceStatus status, ConnectorDescriptor? connector) =>
        status is { State: SourceState.Idle } && Refusals(status, connector).Count > 0 ? "partial" : status.State.ToString().ToLowerInvariant();

    /// <summary>Why some streams cannot be read; empty while the whole source fails, which says it once.</summary>
    public static IReadOnlyList<StreamRefusal> Refusals(SourceStatus status, ConnectorDescriptor? connector) =>
        status.State == SourceState.Failing ? [] : StreamRefusals.Of(connector, status.Streams.Select(stream => KeyValuePair.Create(stream.Key, stream.Value.Fault)));
}
