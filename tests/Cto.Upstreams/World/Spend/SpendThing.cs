namespace Cto.Upstreams.World.Spend;

/// <summary>Something that costs money day after day: a service of a provider in one account and region, used by one of our services.</summary>
internal sealed record SpendThing
{
    public required CloudAccount Account { get; init; }

    /// <summary><see langword="null"/> for what has none: tax, credits, fees.</summary>
    public required string? Region { get; init; }

    /// <summary>As the provider names it.</summary>
    public required string CloudService { get; init; }

    /// <summary>The tag's value; <see langword="null"/> = nobody tagged it.</summary>
    public string? Tag { get; init; }

    /// <summary>As AWS calls it: <c>Usage</c>, <c>Tax</c>, <c>Credit</c>, <c>SavingsPlanRecurringFee</c>.</summary>
    public string RecordType { get; init; } = "Usage";

    /// <summary>US dollars on an ordinary day at the company's start.</summary>
    public required double Base { get; init; }

    /// <summary>How much of what is billed remains once savings plans are spread over the days.</summary>
    public double Amortized { get; init; } = 1;

    /// <summary>What changes it from a day on: by how much, and when.</summary>
    public (double Factor, DateTimeOffset At)? Turn { get; init; }

    /// <summary>The day of the month on which it is charged; <see langword="null"/> = every day.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>Of the day's chances.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What a day costs, billed and amortised; of today, what has been used so far.</summary>
    /// <param name="day">Not before the company was founded.</param>
    /// <param name="start">The company's start: prices are told from there.</param>
    /// <param name="now">Days to come cost nothing.</param>
    public SpendAmount On(DateOnly day, DateTimeOffset start, DateTimeOffset now)
    {
        var begins = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        if (begins > now || (DayOfMonth is { } only && day.Day != only))
        {
            return default;
        }

        var age = (begins - start.Day()).TotalDays;
        var weekend = RecordType == "Usage" && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.93 : 1;
        var amount = Base * (1 + (age * 0.0004)) * weekend * (0.97 + (0.06 * Chance(day.DayNumber)));
        if (Turn is { } turn)
        {
            amount *= 1 + ((turn.Factor - 1) * Math.Clamp((begins.AddDays(1) - turn.At).TotalDays, 0, 1));
        }

        // Providers count whole hours.
        var passed = DayOfMonth is null ? Math.Min(1, Math.Floor((now - begins).TotalHours) / 24) : 1;
        var billed = Math.Round((decimal)(amount * passed), 4);
        return new(billed, Math.Round(billed * (decimal)Amortized, 4));
    }

    private double Chance(int day)
    {
        var value = Seed ^ ((ulong)day * 0x9e3779b97f4a7c15);
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return ((value ^ (value >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>US dollars.</summary>
internal readonly record struct SpendAmount(decimal Billed, decimal Amortized)
{
    public bool IsNothing => Billed == 0 && Amortized == 0;

    public static SpendAmount operator +(SpendAmount one, SpendAmount other) => new(one.Billed + other.Billed, one.Amortized + other.Amortized);
}
