using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Truth;

/// <summary>What is true of the company at an instant, told by the vendors from the world and held against what the product says.</summary>
internal sealed class TruthBook
{
    private readonly SortedDictionary<string, SortedDictionary<string, Func<DateTimeOffset, long>>> _counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, Func<DateTimeOffset, decimal>>> _sums = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Func<DateTimeOffset, object>> _topics = new(StringComparer.Ordinal);

    public IEnumerable<string> Topics => _topics.Keys;

    /// <summary>How many facts of a kind a complete sync of a source brings.</summary>
    /// <param name="source">The <see cref="DemoSource.Name"/>.</param>
    /// <param name="kind">The kind of fact by its name in the API, for example <c>pullRequest</c>.</param>
    /// <param name="count">By then.</param>
    public void Count(string source, string kind, Func<DateTimeOffset, long> count) => Of(_counts, source)[kind] = count;

    /// <summary>What a column of the facts of a kind adds up to: <c>charge.billed_cost</c>.</summary>
    public void Sum(string source, string column, Func<DateTimeOffset, decimal> sum) => Of(_sums, source)[column] = sum;

    /// <summary>The answer to a question about the company, as it is written as JSON.</summary>
    /// <param name="name">For example <c>spend/storage-spike</c>.</param>
    /// <param name="answer">By then.</param>
    public void Topic(string name, Func<DateTimeOffset, object> answer) => _topics[name] = answer;

    /// <returns><see langword="null"/> when there is no such topic.</returns>
    public object? Answer(string topic, DateTimeOffset at) => _topics.TryGetValue(topic, out var answer) ? answer(at) : null;

    /// <summary>Source → kind of fact → how many.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Counts(DateTimeOffset at) => At(_counts, at);

    /// <summary>Source → column → sum.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Sums(DateTimeOffset at) => At(_sums, at);

    private static SortedDictionary<string, Func<DateTimeOffset, T>> Of<T>(SortedDictionary<string, SortedDictionary<string, Func<DateTimeOffset, T>>> all, string source) =>
        all.TryGetValue(source, out var found) ? found : all[source] = new(StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyDictionary<string, T>> At<T>(SortedDictionary<string, SortedDictionary<string, Func<DateTimeOffset, T>>> all, DateTimeOffset at) =>
        all.ToDictionary(source => source.Key, source => (IReadOnlyDictionary<string, T>)source.Value.ToDictionary(kind => kind.Key, kind => kind.Value(at)));
}
