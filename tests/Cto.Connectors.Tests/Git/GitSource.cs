using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Git;

/// <summary>A connected repository and what a store that follows the port would hold of it.</summary>
internal sealed class GitSource : IDisposable
{
    private readonly ScratchDirectory _data = ScratchDirectory.Create("data");
    private readonly ServiceProvider _services;
    private readonly Dictionary<FactKey, Fact> _facts = [];
    private readonly Dictionary<string, string> _cursors = [];

    public GitSource(string location, params (string Name, string Value)[] configuration)
    {
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FixedClock(TestRepository.Start.AddDays(90)))
            .AddConnectors(new ConfigurationBuilder()
                .AddInMemoryCollection([new("Connectors:Git:AnyLocalRepository", "true")])
                .AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)).Append(new("CTO_DATA", _data.Path)))
                .Build())
            .BuildServiceProvider();
        Set("location", location);
    }

    public ISourceConnector Connector => _services.GetRequiredService<IConnectorCatalog>().Find("git")!;

    public string MirrorDirectory => Path.Combine(_data.Path, "git");

    public SourceConnection Connection { get; private set; } = new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "git",
        Name = "Shop",
        Settings = SourceSettings.Empty,
    };

    public IReadOnlyDictionary<string, Commit> Commits =>
        _facts.Values.OfType<Commit>().ToDictionary(commit => commit.Sha);

    public IReadOnlyList<Deployment> Deployments =>
        [.. _facts.Values.OfType<Deployment>().OrderBy(deployment => deployment.FinishedAt)];

    public IEnumerable<Service> Services => _facts.Values.OfType<Service>();

    /// <summary>How often a fact was written, since the source was made.</summary>
    public int Written { get; private set; }

    public string? Cursor(string stream) => _cursors.GetValueOrDefault(stream);

    public GitSource Set(string name, string value)
    {
        Connection = Connection with { Settings = new(new Dictionary<string, string>(Connection.Settings.Values) { [name] = value }) };
        return this;
    }

    public GitSource With(string kind, params (string Name, string Value)[] fields)
    {
        Connection = Connection with { Credentials = new(kind, fields.ToDictionary(field => field.Name, field => new Secret(field.Value))) };
        return this;
    }

    /// <summary>Pulls a stream and writes its pages as a sync does.</summary>
    /// <returns>The warnings.</returns>
    public async Task<IReadOnlyList<string>> PullAsync(string stream, int mostPages = int.MaxValue)
    {
        List<string> warnings = [];
        await foreach (var page in Connector.PullAsync(Connection, stream, Cursor(stream), TestContext.Current.CancellationToken))
        {
            foreach (var key in page.Withdrawn)
            {
                _facts.Remove(key);
            }

            foreach (var fact in page.Facts)
            {
                Written++;
                _facts[new FactKey(FactKinds.Of(fact), fact.Key)] = fact;
            }

            warnings.AddRange(page.Warnings);
            if (page.Cursor is { } cursor)
            {
                _cursors[stream] = cursor;
            }

            if (--mostPages == 0)
            {
                break;
            }
        }

        return warnings;
    }

    public async Task<IReadOnlyList<string>> PullAllAsync() => [.. await PullAsync("commits"), .. await PullAsync("deployments")];

    public Task<SourceCheck> CheckAsync() => Connector.CheckAsync(Connection, TestContext.Current.CancellationToken);

    public Task<SourceException> RefusesAsync(Func<GitSource, Task>? act = null) => Assert.ThrowsAsync<SourceException>(() => act?.Invoke(this) ?? CheckAsync());

    public void Dispose()
    {
        _services.Dispose();
        _data.Dispose();
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
