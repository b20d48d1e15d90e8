using Cto.Domain.Sources;

namespace Cto.Grains.Tests.Sources;

/// <summary>A vendor that rotates its refresh tokens: each is good once, and the second use of one ends the grant.</summary>
internal sealed class ScriptedGrants(TimeProvider clock) : IOAuthGrants
{
    private readonly Lock _gate = new();
    private int _number;
    private string _refresh = "rt-0";

    /// <summary>The token that the vendor accepts now.</summary>
    public string Valid { get; set; } = "at-0";

    /// <summary>How long tokens live.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Runs inside each renewal; may wait or throw.</summary>
    public Func<Task> BeforeRefresh { get; set; } = () => Task.CompletedTask;

    public bool Revoked { get; set; }

    public int Refreshes => _number;

    public List<string> Ended { get; } = [];

    public OAuthClient? Client(string connector) => new("client", new("client-secret"));

    public Uri Authorization(OAuthAccount account, OAuthRequest request) => throw new NotSupportedException();

    public Task<OAuthTokens> ExchangeAsync(OAuthAccount account, OAuthRequest request, string code, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<OAuthTokens> RefreshAsync(OAuthAccount account, Secret refreshToken, CancellationToken cancellationToken)
    {
        await BeforeRefresh();
        lock (_gate)
        {
            if (Revoked || refreshToken.Reveal() != _refresh)
            {
                Revoked = true;
                throw new SourceException(SourceFault.Unauthorized, "Scripted does not grant access any more.") { Remedy = "Connect again." };
            }

            _number++;
            (Valid, _refresh) = ($"at-{_number}", $"rt-{_number}");
            return Tokens();
        }
    }

    public Task RevokeAsync(OAuthAccount account, Secret token, CancellationToken cancellationToken)
    {
        Ended.Add(token.Reveal());
        return Task.CompletedTask;
    }

    /// <summary>What a source that was connected just now holds.</summary>
    public SourceCredentials Credentials() => OAuthCredential.Granted(new(OAuthCredential.Kind, new Dictionary<string, Secret> { ["webhookSecret"] = new("hook") }), Tokens());

    private OAuthTokens Tokens() => new() { Token = new(Valid), RefreshToken = new(_refresh), ExpiresAt = clock.GetUtcNow() + Life, RenewAt = clock.GetUtcNow() + (Life * 0.9) };
}
