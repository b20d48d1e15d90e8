using System.Collections.Concurrent;

namespace Cto.Upstreams.Control;

/// <summary>Counts what each vendor was asked and how it answered.</summary>
internal sealed class Traffic
{
    private readonly ConcurrentDictionary<(string Prefix, int Status), int> _answers = new();

    public void Count(string prefix, int status) => _answers.AddOrUpdate((prefix, status), 1, static (_, before) => before + 1);

    public void Clear() => _answers.Clear();

    /// <summary>Vendor → status → how many answers.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<int, int>> Read() => _answers
        .GroupBy(pair => pair.Key.Prefix)
        .ToDictionary(vendor => vendor.Key, IReadOnlyDictionary<int, int> (vendor) => vendor.ToDictionary(pair => pair.Key.Status, pair => pair.Value));
}
