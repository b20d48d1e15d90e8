using System.Runtime.InteropServices;

namespace Cto.Insights.Delivery.Links;

/// <summary>A fingerprint of a row that is the same in every process: what did not change is not written.</summary>
internal struct RowDigest()
{
    private const ulong Prime = 1099511628211;
    private ulong _hash = 14695981039346656037;

    public readonly long Value => (long)_hash;

    public void Add(long value)
    {
        _hash = (_hash ^ (ulong)value) * Prime;
        _hash ^= _hash >> 29;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        var words = MemoryMarshal.Cast<byte, long>(bytes);
        foreach (var word in words)
        {
            Add(word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(long))..])
        {
            Add(rest);
        }
    }
}
