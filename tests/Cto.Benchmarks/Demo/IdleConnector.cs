using System.Collections.Concurrent;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Benchmarks.Demo;

/// <summary>A vendor that never has anything new; it remembers when it was asked.</summary>
internal sealed class IdleConnector(TimeProvider clock) : ISourceConnector, IConnectorCatalog, IOAuthGrants
{
    public ConcurrentDictionary<Guid, DateTimeOffset> AskedAt { get; } = new();

    public ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "idle",
        Title = "Idle",
        Category = ConnectorCategory.Code,
        Brings = "Nothing.",
        Settings = [],
        Credentials = [],
        Streams = [new("commits", "Commits", [FactKinds.Commit])],
        DocumentationUrl = "https://example.test",
    };

    public IReadOnlyList<ConnectorDescriptor> All => [Descriptor];

    public ISourceConnector? Find(string kind) => kind == Descriptor.Kind ? this : null;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => Task.FromResult(new SourceCheck("Works."));

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken)
    {
        AskedAt.TryAdd(source.SourceId, clock.GetUtcNow());
        return AsyncEnumerable.Empty<FactPage>();
    }

    public OAuthClient? Client(string connector) => null;

    public Uri Authorization(OAuthAccount account, OAuthRequest request) => throw new NotSupportedException();

    public Task<OAuthTokens> ExchangeAsync(OAuthAccount account, OAuthRequest request, string code, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OAuthTokens> RefreshAsync(OAuthAccount account, Secret refreshToken, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RevokeAsync(OAuthAccount account, Secret token, CancellationToken cancellationToken) => throw new NotSupportedException();
}
