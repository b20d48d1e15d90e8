using System.Collections.Concurrent;

namespace Cto.Upstreams.Credentials;

/// <summary>Every credential that is good at some vendor, by the vendor's prefix and the token.</summary>
internal sealed class CredentialBook
{
    private readonly ConcurrentDictionary<(string Prefix, string Token), Grant> _grants = new();
    private readonly ConcurrentDictionary<string, bool> _excused = new();

    public void Add(string prefix, Grant grant) => _grants[(prefix, grant.Token)] = grant;

    /// <summary><see langword="null"/> when there is none or it was revoked; one that ended is still found.</summary>
    public Grant? Find(string prefix, string? token) => token is null ? null : _grants.GetValueOrDefault((prefix, token));

    /// <summary>Every credential of a vendor.</summary>
    public IEnumerable<Grant> Of(string prefix) => _grants.Where(grant => grant.Key.Prefix == prefix).Select(grant => grant.Value);

    /// <summary>Whether it still opens anything.</summary>
    public bool Holds(Grant grant, DateTimeOffset now) => !(grant.ExpiresAt <= now) || _excused.ContainsKey(grant.Secret is { Length: > 0 } secret ? secret : grant.Token);

    /// <summary>
    /// Lets a token that has ended (the secret, where the vendor has two parts) pass until the result is disposed: the product takes no source that it cannot check, so one that is new today is given
    /// a token of yesterday while its vendor looks away.
    /// </summary>
    public IDisposable Excuse(string token)
    {
        _excused[token] = true;
        return new Excused(() => _excused.TryRemove(token, out _));
    }

    public bool Revoke(string prefix, string token) => _grants.TryRemove((prefix, token), out _);

    private sealed class Excused(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
