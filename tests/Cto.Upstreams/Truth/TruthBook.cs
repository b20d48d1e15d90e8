using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Truth;

/// <summary>What is true of the company at an instant, told by the vendors from the world and held against what the product says.</summary>
internal sealed class TruthBook
{
    private readonly Dictionary<(string Source, string Stream, string Kind), Func<DateTimeOffset, long>> _counts = [];
    private readonly Dictionary<(string Source, string Column), Func<DateTimeOffset, decimal>> _sums = [];
    private readonly SortedDictionary<string, Func<DateTimeOffset, object>> _topics = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Func<string, DateTimeOffset, object?>> _families = new(StringComparer.Ordinal);

    public IEnumerable<string> TopicNames => [.. _topics.Keys, .. _families.Keys.Select(prefix => $"{prefix}…")];

    /// <summary>How many facts of a kind a stream of a source leaves in the store after a complete sync.</summary>
    /// <param name="source">The <see cref="DemoSource.Name"/>.</param>
    /// <param name="stream">The stream by its name in the API, for example <c>pull-requests</c>.</param>
    /// <param name="kind">The kind of fact by its name in the API, for example <c>pullRequest</c>.</param>
    /// <param name="count">By then.</param>
    public void Count(string source, string stream, string kind, Func<DateTimeOffset, long> count) => _counts.Add((source, stream, kind), count);

    /// <summary>What a column of the facts of a source adds up to, by its name in the store: <c>charge.billed_cost</c>.</summary>
    public void Sum(string source, string column, Func<DateTimeOffset, decimal> sum) => _sums.Add((source, column), sum);

    /// <summary>The answer to a question about the company, as it is written as JSON.</summary>
    /// <param name="name">For example <c>spend/storage-spike</c>.</param>
    /// <param name="answer">By then.</param>
    public void Topic(string name, Func<DateTimeOffset, object> answer) => _topics[name] = answer;

    /// <summary>Topics that are too many or too new to be listed, for example <c>jira/issues/</c> with a key behind it.</summary>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="answer">By the rest of the name and the instant; <see langword="null"/> when there is no such thing.</param>
    public void Topics(string prefix, Func<string, DateTimeOffset, object?> answer) => _families[prefix] = answer;

    /// <returns><see langword="null"/> when there is no such topic.</returns>
    public object? Answer(string topic, DateTimeOffset at) =>
        _topics.TryGetValue(topic, out var answer) ? answer(at)
        : _families.FirstOrDefault(family => topic.StartsWith(family.Key, StringComparison.Ordinal)) is { Key: { } prefix, Value: var family } ? family(topic[prefix.Length..], at)
        : null;

    /// <summary>Source → stream → how many facts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByStream(DateTimeOffset at) => Counts(at, truth => truth.Stream);

    /// <summary>Source → kind of fact → how many.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByKind(DateTimeOffset at) => Counts(at, truth => truth.Kind);

    /// <summary>Source → column → sum.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Sums(DateTimeOffset at) => _sums
        .GroupBy(sum => sum.Key.Source)
        .ToDictionary(source => source.Key, IReadOnlyDictionary<string, decimal> (source) => source.ToDictionary(sum => sum.Key.Column, sum => sum.Value(at)));

    private Dictionary<string, IReadOnlyDictionary<string, long>> Counts(DateTimeOffset at, Func<(string Source, string Stream, string Kind), string> by) => _counts
        .GroupBy(count => count.Key.Source)
        .ToDictionary(
            source => source.Key,
            IReadOnlyDictionary<string, long> (source) => source.GroupBy(count => by(count.Key)).ToDictionary(group => group.Key, group => group.Sum(count => count.Value(at))));
}
