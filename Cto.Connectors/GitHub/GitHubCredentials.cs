using System.Net.Http.Headers;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>What opens one GitHub source: a token that stays as it is, or a GitHub App that mints one an hour.</summary>
internal abstract class GitHubCredentials
{
    public const string TokenKind = "token";
    public const string AppKind = "app";
    public const string Token = OAuthCredential.Token;
    public const string AppId = "appId";
    public const string InstallationId = "installationId";
    public const string PrivateKey = "privateKey";
    public const string WebhookSecret = "webhookSecret";

    /// <summary>What shares one rate limit at GitHub, without showing a secret.</summary>
    public abstract string Identity { get; }

    /// <summary>The header to send; <see langword="null"/> = as nobody.</summary>
    public abstract ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(CancellationToken cancellationToken);

    /// <summary>GitHub refused the header: what was kept of it is worthless.</summary>
    public virtual void Refused()
    {
    }

    /// <exception cref="SourceException">A part is missing.</exception>
    public static GitHubCredentials Of(SourceCredentials? credentials, Uri baseAddress, GitHubAppTokens tokens) => credentials switch
    {
        null => new Fixed(null),
        { Kind: AppKind } => new Installed(GitHubApp.Of(credentials, baseAddress), tokens),
        _ => new Fixed(new("Bearer", AccessToken.Read(credentials))),
    };

    private sealed class Fixed(AuthenticationHeaderValue? header) : GitHubCredentials
    {
        public override string Identity { get; } = header is null ? "anonymous" : AccessToken.Identity(header.Parameter!);

        public override ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(CancellationToken cancellationToken) => new(header);
    }

    private sealed class Installed(GitHubApp app, GitHubAppTokens tokens) : GitHubCredentials
    {
        public override string Identity => app.CacheKey;

        public override async ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(CancellationToken cancellationToken) =>
            new("Bearer", (await tokens.TokenAsync(app, cancellationToken)).Reveal());

        public override void Refused() => tokens.Forget(app);
    }
}
