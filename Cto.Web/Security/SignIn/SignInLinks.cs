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

    private const string InsertBeside = """
        insert into sign_in_link (hash, user_id, tenant_id, created_at, expires_at) values (@hash, @user, @tenant, @now, @expires)
        """;

    /// <summary>One that is used makes the person's others void: who is in needs no second way in.</summary>
    private const string Use = """
        with used as (update sign_in_link set used_at = @now where hash = @hash and used_at is null and expires_at > @now returning user_id, tenant_id),
            void as (delete from sign_in_link where user_id in (select user_id from used) and used_at is null and hash <> @hash)
        select user_id as UserId, tenant_id as TenantId from used
        """;

    private const string Void = "delete from sign_in_link where hash = @hash and used_at is null";

    private const string VoidAll = "delete from sign_in_link where user_id = @user and used_at is null";

    /// <summary>Makes a link; the older unused ones of the person open nothing any more.</summary>
    /// <returns>The secret of the link.</returns>
    public Task<string> NewAsync(Guid user, Guid tenant, CancellationToken cancellationToken) => AddAsync(Insert, user, tenant, cancellationToken);

    /// <summary>Makes a link and leaves the person's others as they are: another node may have printed one that somebody is about to use.</summary>
    /// <returns>The secret of the link.</returns>
    public Task<string> NewBesideAsync(Guid user, Guid tenant, CancellationToken cancellationToken) => AddAsync(InsertBeside, user, tenant, cancellationToken);

    /// <summary>Makes a link void that nobody has used.</summary>
    public async Task VoidAsync(string secret, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new(Void, new { hash = TokenText.Hash(secret) }, cancellationToken: cancellationToken));
    }

    /// <summary>Makes all unused links of a person void; called once the person has a password.</summary>
    public async Task VoidAllAsync(Guid user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new(VoidAll, new { user }, cancellationToken: cancellationToken));
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

    private async Task<string> AddAsync(string insert, Guid user, Guid tenant, CancellationToken cancellationToken)
    {
        var secret = TokenText.NewSecret();
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new(
            insert, new { hash = TokenText.Hash(secret), user, tenant, now, expires = now + Lifetime }, cancellationToken: cancellationToken));
        return secret;
    }
}

/// <summary>Whom a link signed in, and where.</summary>
internal sealed record UsedLink(Guid UserId, Guid TenantId);
