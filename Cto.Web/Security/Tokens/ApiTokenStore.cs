using Cto.Insights.Storage;
using Cto.Web.Security.Access;
using Dapper;

namespace Cto.Web.Security.Tokens;

/// <summary>The API tokens, stored by the hash of their secret.</summary>
internal sealed class ApiTokenStore(Database database, TimeProvider clock)
{
    private const string Columns = """
        id, tenant_id as TenantId, name, hint, array_to_string(scopes, ' ') as scopes, created_by as CreatedBy, created_at as CreatedAt,
        expires_at as ExpiresAt, revoked_at as RevokedAt, last_used_at as LastUsedAt
        """;

    /// <summary>Row-level security lets the row of a secret through, once the connection presents its hash.</summary>
    private const string PresentAndSelect = $"""
        select set_config('cto.token_hash', encode(@hash, 'hex'), true);
        select {Columns} from api_token where hash = @hash
        """;

    private const string SelectAll = $"select {Columns} from api_token order by created_at desc, id desc";

    private const string Insert = """
        insert into api_token (id, tenant_id, name, hint, hash, scopes, created_by, created_at, expires_at)
        values (@Id, @tenant, @Name, @Hint, @hash, string_to_array(@scopes, ' '), @CreatedBy, @CreatedAt, @ExpiresAt)
        on conflict (hash) do nothing
        """;

    private const string Revoke = "update api_token set revoked_at = coalesce(revoked_at, @at) where id = @id returning name";

    private const string Touch = "update api_token set last_used_at = @at where id = @id";

    /// <returns><see langword="null"/> when no token has this secret; an expired or revoked one is returned.</returns>
    public async Task<PresentedToken?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Guid.Empty, cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new(PresentAndSelect, new { hash }, cancellationToken: cancellationToken));
        await answers.ReadSingleAsync<string>();
        var row = await answers.ReadSingleOrDefaultAsync<Row>();
        return row is null ? null : new(row.TenantId, row.ToToken());
    }

    /// <summary>The tokens of a tenant, the newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> AllAsync(Guid tenant, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        return [.. (await connection.QueryAsync<Row>(new(SelectAll, cancellationToken: cancellationToken))).Select(row => row.ToToken())];
    }

    /// <summary>Makes a token; a secret that is there already is left as it is.</summary>
    public async Task<ApiToken> AddAsync(Guid tenant, NewApiToken made, string secret, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var token = new ApiToken(Guid.CreateVersion7(now), made.Name, TokenText.Hint(secret), made.Scopes, made.CreatedBy, now, made.ExpiresAt, null, null);
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        var scopes = string.Join(' ', made.Scopes).ToLowerInvariant();
        await connection.ExecuteAsync(new(
            Insert,
            new { token.Id, tenant, token.Name, token.Hint, hash = TokenText.Hash(secret), scopes, token.CreatedBy, token.CreatedAt, token.ExpiresAt },
            cancellationToken: cancellationToken));
        return token;
    }

    /// <returns>The token's name; <see langword="null"/> when the tenant has no such token.</returns>
    public async Task<string?> RevokeAsync(Guid tenant, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(new(Revoke, new { id, at = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    public async Task TouchAsync(Guid tenant, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        await connection.ExecuteAsync(new(Touch, new { id, at = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    // Scopes joined by spaces: Dapper does not match an array to a constructor's parameter.
    private sealed record Row(
        Guid Id, Guid TenantId, string Name, string Hint, string Scopes, string CreatedBy, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt, DateTime? LastUsedAt)
    {
        public ApiToken ToToken() => new(
            Id, Name, Hint, [.. Scopes.Split(' ').Select(scope => Enum.Parse<TokenScope>(scope, ignoreCase: true))], CreatedBy, new(CreatedAt), At(ExpiresAt), At(RevokedAt), At(LastUsedAt));

        private static DateTimeOffset? At(DateTime? instant) => instant is { } value ? new(value) : null;
    }
}

/// <summary>A token to be made.</summary>
internal sealed record NewApiToken(string Name, IReadOnlyList<TokenScope> Scopes, string CreatedBy, DateTimeOffset? ExpiresAt);
