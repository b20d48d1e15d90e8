namespace Cto.Domain.Sources;

/// <summary>Why some streams of a source cannot be read while the others are, in words.</summary>
public static class StreamRefusals
{
    /// <summary>Whether the fault is about one stream and says nothing about the others: a scope or a plan that lacks it.</summary>
    public static bool IsOfStream(this SourceFault fault) => fault is SourceFault.Forbidden or SourceFault.NotFound;

    /// <summary>The refusals of a source as it stands.</summary>
    public static IReadOnlyList<StreamRefusal> Of(ConnectorDescriptor? connector, SourceStatus status) =>
        Of(connector, status.Streams.Select(stream => KeyValuePair.Create(stream.Key, stream.Value.Fault)));

    /// <summary>A sentence for each reason, with the streams that it holds for and what to do.</summary>
    /// <param name="connector">Knows the titles; without it the streams' names are said.</param>
    /// <param name="streams">The faults of the streams by their names; those without one are read.</param>
    public static IReadOnlyList<StreamRefusal> Of(ConnectorDescriptor? connector, IEnumerable<KeyValuePair<string, SourceFaultReport?>> streams)
    {
        var faults = streams.Where(stream => stream.Value is not null).ToDictionary(stream => stream.Key, stream => stream.Value!);
        var known = connector?.Streams.Select(stream => stream.Name).Where(faults.ContainsKey) ?? faults.Keys.Order(StringComparer.Ordinal);
        return
        [
            .. known.GroupBy(name => (faults[name].Message, faults[name].Remedy)).Select(same => new StreamRefusal(
                $"{string.Join(", ", same.Select(name => connector?.Streams.First(stream => stream.Name == name).Title ?? name))} cannot be read: {same.Key.Message}",
                same.Key.Remedy,
                same.Min(name => faults[name].Since))),
        ];
    }
}

/// <summary>Streams that cannot be read for one reason.</summary>
/// <param name="Text">Which and why, a sentence.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Since">The first of them.</param>
public sealed record StreamRefusal(string Text, string Remedy, DateTimeOffset Since);
