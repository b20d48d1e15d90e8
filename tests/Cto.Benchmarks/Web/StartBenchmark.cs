using System.Globalization;

namespace Cto.Benchmarks.Web;

/// <summary>How soon the web process is ready over a database that is there, and what it holds in memory when nobody asks.</summary>
internal static class StartBenchmark
{
    private const int Starts = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        string database;
        await using (var company = await WebCompany.StartAsync(cancellationToken))
        {
            database = company.Database;
            Say($"first start, with the schema to make: ready after {company.Web.ReadyAfter.TotalMilliseconds:N0} ms");
        }

        for (var start = 1; start <= Starts; start++)
        {
            await using var web = await WebProcess.StartAsync(database, cancellationToken);
            Say($"start {start}: ready after {web.ReadyAfter.TotalMilliseconds:N0} ms, {web.Processor.TotalMilliseconds:N0} ms of processor, {web.ResidentBytes >> 20} MB resident");
            if (start == Starts)
            {
                await Task.Delay(Idle, cancellationToken);
                Say($"{Idle.TotalSeconds:N0} s later: {web.ResidentBytes >> 20} MB resident");
            }
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine("web-start: " + text.ToString(CultureInfo.InvariantCulture));
}
