namespace Cto.Domain;

/// <summary>A span of time that includes its start and excludes its end; both are UTC.</summary>
public readonly record struct Period
{
    /// <exception cref="ArgumentException">The end is before the start.</exception>
    public Period(DateTimeOffset start, DateTimeOffset end)
    {
        if (end < start)
        {
            throw new ArgumentException($"A period cannot end ({end:O}) before it starts ({start:O}).", nameof(end));
        }

        Start = start.ToUniversalTime();
        End = end.ToUniversalTime();
    }

    public DateTimeOffset Start { get; }
    public DateTimeOffset End { get; }
    public TimeSpan Length => End - Start;

    /// <summary>The period of equal length that ends where this one starts.</summary>
    public Period Before => new(Start - Length, Start);

    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}
