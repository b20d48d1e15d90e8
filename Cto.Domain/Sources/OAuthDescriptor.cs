namespace Cto.Domain.Sources;

/// <summary>How a vendor gives out tokens by the OAuth 2.0 authorisation code grant (RFC 6749, with PKCE, RFC 7636).</summary>
/// <remarks>Addresses may hold the names of settings in braces, <c>{baseUrl}/oauth/token</c>: then the setting's value (without trailing slash) stands there; <c>{clientId}</c> is the client's.</remarks>
public sealed record OAuthDescriptor
{
    public required string AuthorizeUrl { get; init; }
    public required string TokenUrl { get; init; }

    /// <summary><see langword="null"/> where a token cannot be revoked by its holder.</summary>
    public string? RevokeUrl { get; init; }

    /// <summary>How the address of revocation is spoken to.</summary>
    public OAuthRevocation Revocation { get; init; }

    /// <summary>The scopes that reading needs, in the vendor's spelling: no more is asked for unless a person wants it.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What is asked for besides where a person wants it to act; <see langword="null"/> where reading needs the same scopes.</summary>
    public OAuthActing? Acting { get; init; }

    /// <summary>What stands between scopes: a blank, or a comma where the vendor deviates.</summary>
    public char ScopeSeparator { get; init; } = ' ';

    /// <summary>Further parameters of the authorisation request (<c>audience</c>, <c>prompt</c>).</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the client names itself by HTTP Basic instead of in the body.</summary>
    public bool BasicClient { get; init; }

    /// <summary>Whether the token request is JSON instead of a form.</summary>
    public bool JsonRequest { get; init; }

    /// <summary>Whether the vendor takes a PKCE challenge; those that do not know it ignore it.</summary>
    public bool Pkce { get; init; } = true;
}

/// <summary>What a grant for acting takes beyond one for reading.</summary>
/// <param name="Does">What it may do then, as the end of a sentence: <c>create issues</c>.</param>
/// <param name="Scopes">In the vendor's spelling.</param>
public sealed record OAuthActing(string Does, params IReadOnlyList<string> Scopes);

/// <summary>The ways in which vendors let a token be revoked.</summary>
public enum OAuthRevocation
{
    /// <summary>A form with the token and the client (RFC 7009).</summary>
    Form,

    /// <summary>An empty POST that carries the token as its bearer.</summary>
    Bearer,

    /// <summary>DELETE with the client by HTTP Basic and the token as JSON, as GitHub wants it.</summary>
    Delete,
}
