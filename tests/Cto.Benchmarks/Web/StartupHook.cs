using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

/// <summary>
/// Runs inside the web process (<c>DOTNET_STARTUP_HOOKS</c>) and writes down, when it ends, how long each request and each widget's answer took by
/// the process's own instruments: server time as the server sees it, whatever the caller's side costs.
/// </summary>
/// <remarks>The runtime asks for this name without a namespace. Timestamps are the machine's monotonic clock, the same in every process.</remarks>
internal static class StartupHook
{
    public const string FileVariable = "CTO_BENCH_TIMES";

    private static readonly ConcurrentQueue<string> Lines = new();
    private static readonly MeterListener Listener = new() { InstrumentPublished = Choose };

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file)
        {
            return;
        }

        Listener.SetMeasurementEventCallback<double>(Take);
        Listener.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(file, Lines);
    }

    private static void Choose(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name is "http.server.request.duration" or "cto.widget.refresh.duration")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static void Take(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var what = "";
        foreach (var (name, value) in tags)
        {
            if (name is "http.route" or "cto.insight")
            {
                what = value as string ?? "";
            }
        }

        Lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()} {GC.GetTotalAllocatedBytes()} {seconds:R} {instrument.Name} {what}"));
    }
}
