using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>Mints installation tokens and keeps them for their hour.</summary>
internal sealed class GitHubAppTokens(SourceHttpFactory http, TimeProvider clock)
{
    private readonly KeptTokens<Secret> _tokens = new(clock);

    public ValueTask<Secret> TokenAsync(GitHubApp app, CancellationToken cancellationToken) => _tokens.GetAsync(app.CacheKey, token => MintAsync(app, token), cancellationToken);

    /// <summary>Mints a new one at the next call: the kept one was refused.</summary>
    public void Forget(GitHubApp app) => _tokens.Forget(app.CacheKey);

    private async Task<KeptToken<Secret>> MintAsync(GitHubApp app, CancellationToken cancellationToken)
    {
        var asApp = http.Open(app.BaseAddress, new GitHubDialect(app.BaseAddress, app.AsApp(clock)));
        var minted = await asApp.AskAsync("app/installations/{installation_id}/access_tokens", client => client.GitHubApps.CreateInstallationToken(app.Installation), cancellationToken);
        return new(
            new(minted.Content.Token ?? throw new SourceException(SourceFault.UnexpectedReply, "GitHub gave no installation token.")),
            minted.Content.ExpiresAt == default ? clock.GetUtcNow().AddMinutes(30) : minted.Content.ExpiresAt);
    }
}
