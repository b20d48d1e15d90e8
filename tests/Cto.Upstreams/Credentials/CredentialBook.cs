using System.Collections.Concurrent;

namespace Cto.Upstreams.Credentials;

/// <summary>Every credential that is good at some vendor, by the vendor's prefix and the token.</summary>
internal sealed class CredentialBook
{
    private readonly ConcurrentDictionary<(string Prefix, string Token), Grant> _grants = new();

    public void Add(string prefix, Grant grant) => _grants[(prefix, grant.Token)] = grant;

    /// <summary><see langword="null"/> when there is none or it was revoked; one that ended is still found.</summary>
    public Grant? Find(string prefix, string? token) => token is null ? null : _grants.GetValueOrDefault((prefix, token));

    /// <summary>Every credential of a vendor.</summary>
    public IEnumerable<Grant> Of(string prefix) => _grants.Where(grant => grant.Key.Prefix == prefix).Select(grant => grant.Value);

    public bool Revoke(string prefix, string token) => _grants.TryRemove((prefix, token), out _);
}
