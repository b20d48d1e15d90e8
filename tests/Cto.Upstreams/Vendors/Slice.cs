namespace Cto.Upstreams.Vendors;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Offset">How many came before.</param>
/// <param name="Size">How many were asked for.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Loops">A fault lets the page be followed by itself, for ever.</param>
internal sealed record Slice<T>(IReadOnlyList<T> Items, int Offset, int Size, int Total, bool Loops)
{
    /// <summary>Whether another page follows.</summary>
    public bool HasMore => Loops || Offset + Items.Count < Total;

    /// <summary>Where the next page begins.</summary>
    public int Next => Loops ? Offset : Offset + Items.Count;

    /// <summary>The page's number from 1.</summary>
    public int Page => Size == 0 ? 1 : (Offset / Size) + 1;

    /// <summary>The last page's number from 1.</summary>
    public int Pages => Size == 0 ? 1 : Math.Max(1, (Total + Size - 1) / Size);
}
