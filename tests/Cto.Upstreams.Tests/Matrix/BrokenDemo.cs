using Cto.Connectors;
using Cto.Domain.Sources;
using Cto.Testing;
using Cto.Upstreams.Faults;
using Cto.Upstreams.Tests.Syncing;
using Cto.Upstreams.Vendors;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Upstreams.Tests.Matrix;

/// <summary>The demo company with everything going wrong in one way, and then mended.</summary>
public sealed class BrokenDemo : IAsyncLifetime
{
    private static readonly TimeSpan Endless = TimeSpan.FromMinutes(1);

    private readonly StandingClock _clock = new(Demo.Now);

    private readonly Lazy<ServiceProvider> _services;

    public BrokenDemo() => _services = new(() => Services());

    internal UpstreamsHost Company { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Company = await Demo.StartAsync(scale: 0.01, clock: _clock);

    public async ValueTask DisposeAsync()
    {
        await _services.Value.DisposeAsync();
        await Company.DisposeAsync();
    }

    /// <summary>A connector in a program in which nothing goes wrong.</summary>
    internal ISourceConnector Connector(string kind) => _services.Value.Connector(kind);

    /// <summary>Runs every source at once, while something goes wrong everywhere or, without a kind, while all is well.</summary>
    /// <param name="kind">What goes wrong.</param>
    /// <param name="run">Returns what is not as it should be, each a sentence.</param>
    /// <param name="settings">Of the connectors.</param>
    /// <returns>The sentences of all sources; empty when all is as it should be.</returns>
    internal async Task<IReadOnlyCollection<string>> ProblemsAsync(FaultKind? kind, Func<Attempt, Task<IEnumerable<string>>> run, params (string Name, string Value)[] settings)
    {
        Company.Mend();
        if (kind is { } broken)
        {
            Company.Break(new() { Kinds = [broken] });
        }

        // Budgets and breakers are those of one program: a new one knows nothing of the last faults.
        await using var services = Services(settings);
        var problems = new List<string>();
        await Parallel.ForEachAsync(Company.Sources.Good(), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (source, token) =>
        {
            using var endless = CancellationTokenSource.CreateLinkedTokenSource(token);
            endless.CancelAfter(Endless);
            var found = await run(new(source, services.Connector(source.Connector), endless.Token));
            lock (problems)
            {
                problems.AddRange(found.Select(problem => $"{source.Name}: {problem}"));
            }
        });
        Company.Mend();
        return [.. problems.Order(StringComparer.Ordinal)];
    }

    private ServiceProvider Services(params (string Name, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton<IInventory, SmallInventory>()
        .AddConnectors(DemoConnections.Configuration(settings))
        .BuildServiceProvider();

    private sealed class SmallInventory : IInventory
    {
        public Task<IReadOnlyList<string>> PackagesAsync(Guid tenantId, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>(["pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"]);

        public Task<IReadOnlyList<string>> AdvisoriesAsync(Guid tenantId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["CVE-2021-44228"]);
    }
}

/// <summary>One source with its connector.</summary>
internal sealed record Attempt(DemoSource Source, ISourceConnector Connector, CancellationToken CancellationToken)
{
    private readonly SourceConnection _connection = Source.ToConnection(Guid.NewGuid(), Guid.NewGuid());

    /// <summary>The parts of the credential that must not be seen.</summary>
    public IEnumerable<KeyValuePair<string, string>> Secrets => Source.Credentials.Where(part =>
        Connector.Descriptor.Credentials.First(known => known.Kind == Source.CredentialKind).Fields.First(its => its.Name == part.Key).Secret);

    /// <returns>How it failed; <see langword="null"/> when it did not.</returns>
    public async Task<Exception?> CheckAsync() => await Record.ExceptionAsync(() => Connector.CheckAsync(_connection, CancellationToken));

    /// <summary>Reads streams, or of each the first page alone.</summary>
    /// <returns>How each failed (<see langword="null"/> when it did not), and how many facts it brought.</returns>
    public async Task<IReadOnlyList<(string Stream, Exception? Fault, int Facts)>> PullAsync(int streams = int.MaxValue, int pages = int.MaxValue)
    {
        var results = new List<(string, Exception?, int)>();
        foreach (var stream in Connector.Descriptor.Streams.Take(streams))
        {
            var facts = 0;
            var fault = await Record.ExceptionAsync(async () =>
            {
                var left = pages;
                await foreach (var page in Connector.PullAsync(_connection, stream.Name, null, CancellationToken))
                {
                    facts += page.Facts.Count;
                    if (--left == 0)
                    {
                        break;
                    }
                }
            });
            results.Add((stream.Name, fault, facts));
        }

        return results;
    }
}
