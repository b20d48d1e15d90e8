using System.Collections.Concurrent;
using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.World;

namespace Cto.Upstreams.OAuth;

/// <summary>The codes and tokens that one vendor gave out.</summary>
internal sealed class OAuthStore(string prefix, Simulation simulation)
{
    private readonly ConcurrentDictionary<string, OAuthCode> _codes = new();
    private readonly ConcurrentDictionary<string, OAuthApproval> _refreshable = new();
    private readonly ConcurrentDictionary<string, OAuthTokens> _redeemed = new();
    private int _given;

    public string Give(OAuthCode code)
    {
        var text = Secret("code", 20);
        _codes[text] = code;
        return text;
    }

    /// <summary>Takes a code for tokens; one that is shown a second time ends the tokens of the first (RFC 6749, 4.1.2).</summary>
    public OAuthCode? Take(string code)
    {
        if (_codes.TryRemove(code, out var taken) && taken.ExpiresAt > simulation.Company.Now)
        {
            return taken;
        }

        if (_redeemed.TryRemove(code, out var tokens))
        {
            Revoke(tokens.Access);
            Revoke(tokens.Refresh);
        }

        return null;
    }

    /// <param name="approval">What was granted.</param>
    /// <param name="life">Of the access token; <see langword="null"/> = it does not end.</param>
    /// <param name="account">The person's name at the vendor.</param>
    /// <param name="names">What tokens of the vendor begin with.</param>
    /// <param name="refresh">A refresh token to keep; empty for a new one, <see langword="null"/> for none.</param>
    public OAuthTokens Issue(OAuthApproval approval, TimeSpan? life, string account, (string Access, string Refresh) names, string? refresh)
    {
        var tokens = new OAuthTokens(
            names.Access + Secret("access", 36),
            refresh is "" ? names.Refresh + Secret("refresh", 40) : refresh,
            life is { } span ? simulation.Company.Now + span : null);
        simulation.Credentials.Add(prefix, new Grant(tokens.Access, account, approval.Scopes) { ExpiresAt = tokens.ExpiresAt, IsOAuth = true });
        if (tokens.Refresh is { } again)
        {
            _refreshable[again] = approval;
        }

        return tokens;
    }

    /// <summary>Remembers what a code brought.</summary>
    public void Redeemed(string code, OAuthTokens tokens) => _redeemed[code] = tokens;

    /// <summary>What a refresh token stands for; <see langword="null"/> when it is unknown, used up or revoked.</summary>
    /// <param name="token">The refresh token.</param>
    /// <param name="rotates">It is used up by this.</param>
    public OAuthApproval? Refresh(string token, bool rotates) =>
        rotates ? (_refreshable.TryRemove(token, out var used) ? used : null) : _refreshable.GetValueOrDefault(token);

    /// <summary>Ends an access or refresh token.</summary>
    public bool Revoke(string? token) => token is not null && (simulation.Credentials.Revoke(prefix, token) | _refreshable.TryRemove(token, out _));

    /// <summary>Ends everything that was granted, as an administrator of the vendor may.</summary>
    public void RevokeAll()
    {
        _refreshable.Clear();
        foreach (var tokens in simulation.Credentials.Of(prefix).Where(grant => grant.IsOAuth))
        {
            simulation.Credentials.Revoke(prefix, tokens.Token);
        }
    }

    private string Secret(string topic, int digits) =>
        Dice.For(simulation.Company.Seed, $"oauth/{prefix}/{topic}", Interlocked.Increment(ref _given).ToString(CultureInfo.InvariantCulture), simulation.Company.Now.Ticks.ToString(CultureInfo.InvariantCulture))
            .Text(digits, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}

/// <summary>What an application gets.</summary>
/// <param name="Access">The access token.</param>
/// <param name="Refresh"><see langword="null"/> where there is none.</param>
/// <param name="ExpiresAt">Of the access token; <see langword="null"/> when it does not end.</param>
internal sealed record OAuthTokens(string Access, string? Refresh, DateTimeOffset? ExpiresAt);
