using System.Globalization;

namespace Cto.Upstreams.World.Reliability;

/// <summary>What is measured all the time of services and of the production database, computed when asked for.</summary>
internal sealed class Gauges(Company company)
{
    /// <summary>Bytes of the production database's disk.</summary>
    public const double Disk = 2_199_023_255_552;

    /// <summary>In percent.</summary>
    public double CpuIdle(Service service, DateTimeOffset at, TimeSpan span) =>
        100 * (1 - Math.Clamp(Level(service, "cpu", 0.28, 0.3) * (0.6 + (0.6 * Day(at, span))) * Noise(service, "cpu", at, span, 0.12) * Growth(service, at), 0.03, 0.97));

    /// <summary>A share.</summary>
    public double MemoryUsable(Service service, DateTimeOffset at, TimeSpan span) =>
        1 - Math.Clamp(Level(service, "memory", 0.42, 0.28) * Noise(service, "memory", at, span, 0.05), 0.05, 0.95);

    /// <summary>Seconds.</summary>
    public double Latency95(Service service, DateTimeOffset at, TimeSpan span) =>
        Math.Round(Level(service, "latency", 0.09, 0.18) * (0.8 + (0.4 * Day(at, span))) * Noise(service, "latency", at, span, 0.15) * (service == company.Stories.Burning.Exhausted ? 2.6 : 1), 4);

    /// <summary>Requests in the span.</summary>
    public double Hits(Service service, DateTimeOffset at, TimeSpan span) =>
        Math.Round(Level(service, "hits", 20, 120) * (0.4 + (1.2 * Day(at, span))) * Noise(service, "hits", at, span, 0.1) * span.TotalSeconds);

    /// <summary>Failed requests in the span.</summary>
    public double Errors(Service service, DateTimeOffset at, TimeSpan span) =>
        Math.Round(Hits(service, at, span) * (service == company.Stories.Burning.Service && at >= company.Stories.Burning.Since ? 0.012 : 0.0008) * Noise(service, "errors", at, span, 0.4));

    /// <summary>Bytes of the production database that are free.</summary>
    public static double Free(Company company, DateTimeOffset at)
    {
        // 1.4 % a week, in arithmetic that every platform rounds alike.
        var weeks = (at - company.Start).TotalDays / 7;
        var used = Stories.Capacity.UsedAtStart * Power(1 + Stories.Capacity.GrowthPerWeek, weeks);
        return Math.Round(Disk * (1 - used));
    }

    // Whole weeks by multiplication, the rest on the chord between two of them.
    private static double Power(double factor, double exponent)
    {
        var whole = (int)Math.Floor(exponent);
        var power = 1.0;
        for (var i = 0; i < Math.Abs(whole); i++)
        {
            power *= factor;
        }

        power = whole < 0 ? 1 / power : power;
        return power * (1 + ((exponent - whole) * (factor - 1)));
    }

    private double Level(Service service, string what, double least, double spread) => least + (spread * company.Dice("reliability/level", what, service.Name).Unit());

    // One service needs more from month to month; the others do not.
    private double Growth(Service service, DateTimeOffset at) => service.Name == "event-ingest" ? 1.15 + ((at - company.Start).TotalDays / 360) : 1;

    private double Noise(Service service, string what, DateTimeOffset at, TimeSpan span, double width) =>
        1 + (width * (company.Dice(what, service.Name, (at.ToUnixTimeSeconds() / (long)span.TotalSeconds).ToString(CultureInfo.InvariantCulture)).Unit() - 0.5));

    private static double Day(DateTimeOffset at, TimeSpan span)
    {
        if (span >= TimeSpan.FromDays(1))
        {
            return 0.5;
        }

        var hour = at.UtcDateTime.TimeOfDay.TotalHours;
        return 1 - (Math.Min(Math.Abs(hour - 15), 24 - Math.Abs(hour - 15)) / 12);
    }
}
