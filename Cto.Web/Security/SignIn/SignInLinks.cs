using Cto.Insights.Storage;
using Cto.Web.Security.Tokens;
using Dapper;

namespace Cto.Web.Security.SignIn;

/// <summary>Links that sign a person in once: random, stored by their hash, short-lived.</summary>
internal sealed class SignInLinks(Database database, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A new link makes the older unused ones of the person void.</summary>
    private const string Insert = """
        with void as (delete from sign_in_link where user_id = @user and used_at is null or expires_at < @now)
        insert into sign_in_link (hash, user_id, tenant_id, created_at, expires_at) values (@hash, @user, @tenant, @now, @expires)
        """;

    private const string Use = """
        update sign_in_link set used_at = @now where hash = @hash and used_at is null and expires_at > @now
        returning user_id as UserId, tenant_id as TenantId
        """;

    /// <returns>The secret of the link.</returns>
    public async Task<string> NewAsync(Guid user, Guid tenant, CancellationToken cancellationToken)
    {
        var secret = TokenText.NewSecret();
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new(
            Insert, new { hash = TokenText.Hash(secret), user, tenant, now, expires = now + Lifetime }, cancellationToken: cancellationToken));
        return secret;
    }

    /// <summary>Uses a link up; of two who come at once, one gets in.</summary>
    /// <returns><see langword="null"/> when it is unknown, used or too old.</returns>
    public async Task<UsedLink?> UseAsync(string secret, CancellationToken cancellationToken)
    {
        if (!TokenText.IsPlausible(secret))
        {
            return null;
        }

        await using var connection = await database.OpenSharedAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UsedLink>(new(
            Use, new { hash = TokenText.Hash(secret), now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }
}

/// <summary>Whom a link signed in, and where.</summary>
internal sealed record UsedLink(Guid UserId, Guid TenantId);
