using System.Globalization;

namespace Cto.Domain.Sources;

/// <summary>The parts of a credential that OAuth gave.</summary>
public static class OAuthCredential
{
    /// <summary>The <see cref="SourceCredentials.Kind"/>.</summary>
    public const string Kind = "oauth";

    /// <summary>The access token: the same name that a pasted token has, so that connectors need not care.</summary>
    public const string Token = "token";
    public const string RefreshToken = "refreshToken";

    /// <summary>When the access token ends, ISO 8601; missing when it does not.</summary>
    public const string ExpiresAt = "expiresAt";

    /// <summary>When it is renewed ahead of its end, ISO 8601; missing when it does not end.</summary>
    public const string RenewAt = "renewAt";

    /// <summary>The scopes granted, separated by blanks.</summary>
    public const string Scope = "scope";

    /// <summary>The application that it was granted to, where that is not the operator's but the company's own.</summary>
    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";

    /// <summary>The parts as they are stored: what is not granted anew stays, what does not end loses its end.</summary>
    public static SourceCredentials Granted(SourceCredentials before, OAuthTokens tokens)
    {
        var fields = before.Fields.Where(field => field.Key is not (Token or ExpiresAt or RenewAt)).ToDictionary();
        fields[Token] = tokens.Token;
        Add(RefreshToken, tokens.RefreshToken);
        Add(ExpiresAt, Text(tokens.ExpiresAt));
        Add(RenewAt, Text(tokens.RenewAt));
        Add(Scope, tokens.Scope is { } scope ? new(scope) : null);
        return before with { Fields = fields };

        void Add(string name, Secret? value)
        {
            if (value is not null)
            {
                fields[name] = value;
            }
        }
    }

    /// <summary>What of it was typed and not granted.</summary>
    public static SourceCredentials Ungranted(SourceCredentials credentials) =>
        credentials with { Fields = credentials.Fields.Where(field => field.Key is not (Token or RefreshToken or ExpiresAt or RenewAt or Scope)).ToDictionary() };

    /// <summary>The application that is the company's own; <see langword="null"/> where none was typed.</summary>
    public static OAuthClient? OwnClient(SourceCredentials credentials) =>
        credentials.Reveal(ClientId) is { } id && credentials.Fields.TryGetValue(ClientSecret, out var secret) ? new(id, secret) : null;

    /// <summary>An instant among the parts; <see langword="null"/> when it is not there.</summary>
    public static DateTimeOffset? Instant(SourceCredentials credentials, string field) =>
        DateTimeOffset.TryParse(credentials.Reveal(field), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : null;

    /// <summary>When a person has to do something about it: never as long as it renews itself.</summary>
    /// <param name="credentials">Those of a source.</param>
    /// <param name="told">What upstream said of their end.</param>
    public static DateTimeOffset? EndOf(SourceCredentials? credentials, DateTimeOffset? told) => credentials switch
    {
        { Kind: Kind } when credentials.Fields.ContainsKey(RefreshToken) => null,
        { Kind: Kind } => told ?? Instant(credentials, ExpiresAt),
        _ => told,
    };

    private static Secret? Text(DateTimeOffset? at) => at is { } instant ? new(instant.ToString("O", CultureInfo.InvariantCulture)) : null;
}
