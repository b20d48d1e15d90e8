using System.Globalization;

namespace Cto.Benchmarks.Web;

/// <summary>What <see cref="StartupHook"/> wrote down in the web process, in the order of time.</summary>
internal sealed class ServerTimes(IReadOnlyList<ServerTimes.Entry> entries)
{
    public const string Request = "http.server.request.duration";
    public const string Answer = "cto.widget.refresh.duration";

    public static ServerTimes Read(string file) => new([.. File.ReadLines(file).Select(Parse).OrderBy(entry => entry.EndedAt)]);

    /// <summary>What ended between two timestamps, of an instrument and a route or insight.</summary>
    public ServerTimes Between(long from, long to, string instrument, string what) => new(
        [.. entries.Where(entry => entry.EndedAt >= from && entry.EndedAt <= to && entry.Instrument == instrument && entry.What == what)]);

    public IReadOnlyList<string> Insights => [.. entries.Where(entry => entry.Instrument == Answer).Select(entry => entry.What).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The timestamp of the first that ended; <see langword="null"/> when none did.</summary>
    public long? FirstEnd => entries.Count == 0 ? null : entries[0].EndedAt;

    public IReadOnlyList<double> Milliseconds => [.. entries.Select(entry => entry.Seconds * 1000).Order()];

    /// <summary>Bytes allocated by the process for each of these; other work of the same time is in it.</summary>
    public long BytesEach => entries.Count < 2 ? 0 : (entries[^1].Allocated - entries[0].Allocated) / (entries.Count - 1);

    private static Entry Parse(string line)
    {
        var parts = line.Split(' ', 5);
        return new(
            long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], parts[4]);
    }

    internal sealed record Entry(long EndedAt, long Allocated, double Seconds, string Instrument, string What);
}
