using System.Globalization;
using System.Text;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>Short marks of what each day of a slice cost, to see without reading it whether a day changed.</summary>
internal static class ChargeMarks
{
    /// <summary>Letters a day: 24 bits, so that a change goes unseen once in 16 million.</summary>
    private const int Length = 4;

    /// <summary>The marks of the days from <paramref name="from"/> on, one after the other.</summary>
    public static string Of(ChargeSlice slice, DateOnly from, DateOnly until, DateOnly provisionalFrom)
    {
        var marks = new StringBuilder();
        for (var day = from; day < until; day = day.AddDays(1))
        {
            marks.Append(Mark(slice.Days.GetValueOrDefault(day), day >= provisionalFrom));
        }

        return marks.ToString();
    }

    /// <summary>Whether a day is marked as it was before; a day that was not marked is not.</summary>
    public static bool Holds(DateOnly day, string? before, DateOnly? beforeFrom, string now, DateOnly nowFrom)
    {
        if (before is null || beforeFrom is not { } start || day < start || day < nowFrom)
        {
            return false;
        }

        var (old, current) = ((day.DayNumber - start.DayNumber) * Length, (day.DayNumber - nowFrom.DayNumber) * Length);
        return old + Length <= before.Length && current + Length <= now.Length && before.AsSpan(old, Length).SequenceEqual(now.AsSpan(current, Length));
    }

    // FNV-1a over the amount as it is written; nothing secret depends on it.
    private static string Mark(decimal amount, bool provisional)
    {
        var hash = 2166136261u;
        foreach (var letter in string.Create(CultureInfo.InvariantCulture, $"{amount / 1.0000000000000000000000000m}{(provisional ? '~' : '.')}"))
        {
            hash = (hash ^ letter) * 16777619;
        }

        hash ^= hash >> 24;
        return Convert.ToBase64String([(byte)(hash >> 16), (byte)(hash >> 8), (byte)hash]);
    }
}
