using System.Diagnostics;
using Cto.Connectors;
using Cto.Connectors.Tests.Git;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Benchmarks.Git;

/// <summary>Reads a repository of 100,000 commits: how fast, and with how much memory.</summary>
internal static class GitReadBenchmark
{
    private const int Commits = 100_000;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var directory = ScratchDirectory.Create("git-benchmark");
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddConnectors(new ConfigurationBuilder().AddInMemoryCollection([new("CTO_DATA", directory.Path), new("Connectors:Git:AnyLocalRepository", "true")]).Build())
            .BuildServiceProvider();
        var git = services.GetRequiredService<IConnectorCatalog>().Find("git")!;

        foreach (var shape in (string[])["branches and merges", "one line"])
        {
            var repository = Directory.CreateDirectory(Path.Combine(directory.Path, shape)).FullName;
            await GitAsync(repository, cancellationToken, "init", "--quiet", "--bare", "--initial-branch=main");
            GeneratedHistory.Write(repository, Commits, isLine: shape == "one line");
            Console.WriteLine($"git: {Commits:N0} commits, {shape}");

            foreach (var kind in (string[])["first", "second", "with a commit graph"])
            {
                if (kind == "with a commit graph")
                {
                    await GitAsync(repository, cancellationToken, "commit-graph", "write", "--reachable");
                }

                var plain = await PlainAsync(repository, cancellationToken);
                var commits = await ReadAsync(git, repository, "commits", cancellationToken);
                var deployments = await ReadAsync(git, repository, "deployments", cancellationToken);
                Console.WriteLine($"  {kind}: git log alone {plain.TotalSeconds:0.00} s; commits {commits}; deployments {deployments}");
            }
        }
    }

    private static async Task<string> ReadAsync(ISourceConnector git, string repository, string stream, CancellationToken cancellationToken)
    {
        var source = new SourceConnection
        {
            TenantId = Guid.NewGuid(),
            SourceId = Guid.NewGuid(),
            Connector = "git",
            Name = "benchmark",
            Settings = new(new Dictionary<string, string> { ["location"] = repository }),
        };
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes();
        var (facts, most) = (0, 0L);
        var clock = Stopwatch.StartNew();
        await foreach (var page in git.PullAsync(source, stream, null, cancellationToken))
        {
            facts += page.Facts.Count;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        clock.Stop();
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        return $"{facts:N0} facts in {clock.Elapsed.TotalSeconds:0.00} s ({Commits / clock.Elapsed.TotalSeconds:N0} commits/s), heap +{most / 1_000_000} MB at most, {allocated / Commits:N0} B allocated a commit";
    }

    /// <summary>What git itself takes to print the same, the lower bound of everything that reads it.</summary>
    private static async Task<TimeSpan> PlainAsync(string repository, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await GitAsync(repository, cancellationToken, "log", "-z", "--topo-order", "--format=%H%x00%P%x00%at%x00%ct%x00%an%x00%ae%x00%B", "main");
        return clock.Elapsed;
    }

    private static async Task GitAsync(string directory, CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true })!;
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }
}
