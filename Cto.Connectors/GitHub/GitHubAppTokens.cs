using System.Collections.Concurrent;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>Installation tokens: kept until shortly before they expire, minted by one caller at a time.</summary>
internal sealed class GitHubAppTokens(SourceHttpFactory http, TimeProvider clock)
{
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async ValueTask<Secret> TokenAsync(GitHubApp app, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(app.CacheKey, static _ => new());
        if (Fresh(entry.Minted) is { } token)
        {
            return token;
        }

        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (Fresh(entry.Minted) is { } waited)
            {
                return waited;
            }

            var api = http.Open(app.BaseAddress, new GitHubDialect(app.BaseAddress, app.AsApp(clock))).For<IGitHubAccountApi>(GitHubJson.Default);
            var answer = (await api.CreateTokenAsync(app.Installation, cancellationToken)).GetContent();
            var minted = new Secret(answer.Token ?? throw new SourceException(SourceFault.UnexpectedReply, "GitHub gave no installation token."));
            entry.Minted = new(minted, answer.ExpiresAt ?? clock.GetUtcNow().AddMinutes(30));
            return minted;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>Mints a new one at the next call: the kept one was refused.</summary>
    public void Forget(GitHubApp app)
    {
        if (_entries.TryGetValue(app.CacheKey, out var entry))
        {
            entry.Minted = null;
        }
    }

    private Secret? Fresh(Minted? minted) => minted is not null && minted.ExpiresAt - Reserve > clock.GetUtcNow() ? minted.Token : null;

    private sealed record Minted(Secret Token, DateTimeOffset ExpiresAt);

    private sealed class Entry
    {
        private volatile Minted? _minted;

        public SemaphoreSlim Gate { get; } = new(1);

        public Minted? Minted { get => _minted; set => _minted = value; }
    }
}
