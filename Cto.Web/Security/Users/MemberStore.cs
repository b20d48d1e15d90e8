using Cto.Insights.Storage;
using Cto.Web.Security.Access;
using Dapper;

namespace Cto.Web.Security.Users;

/// <summary>Who belongs to which company as what.</summary>
internal sealed class MemberStore(Database database)
{
    /// <summary>Row-level security lets a person's own rows through, once the connection names the person.</summary>
    private const string ProveAndSelect = """
        select set_config('cto.user', @user::text, true);
        select m.tenant_id as TenantId, t.name as TenantName, m.role
        from membership m join tenant t on t.id = m.tenant_id
        where m.user_id = @user
        order by t.created_at, t.id
        """;

    private const string SelectOfTenant = """
        select u.id as UserId, u.name, u.email, m.role, m.created_at as Since, u.last_sign_in_at as LastSignInAt
        from membership m join app_user u on u.id = m.user_id order by u.name, u.id
        """;

    private const string Upsert = """
        insert into membership (tenant_id, user_id, role) values (@tenant, @user, @role)
        on conflict (tenant_id, user_id) do update set role = excluded.role
        """;

    private const string Delete = "delete from membership where user_id = @user";

    /// <summary>The companies of a person, the oldest first.</summary>
    public async Task<IReadOnlyList<Membership>> OfUserAsync(Guid user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Guid.Empty, cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new(ProveAndSelect, new { user }, cancellationToken: cancellationToken));
        await answers.ReadSingleAsync<string>();
        var rows = await answers.ReadAsync<MembershipRow>();
        return [.. rows.Select(row => new Membership(row.TenantId, row.TenantName, Parse(row.Role)))];
    }

    /// <summary>The people of a company, by name.</summary>
    public async Task<IReadOnlyList<Member>> OfTenantAsync(Guid tenant, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        var rows = await connection.QueryAsync<MemberRow>(new(SelectOfTenant, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new Member(row.UserId, row.Name, row.Email, Parse(row.Role), new(row.Since), row.LastSignInAt is { } at ? new DateTimeOffset(at) : null))];
    }

    public async Task PutAsync(Guid tenant, Guid user, MemberRole role, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        await connection.ExecuteAsync(new(Upsert, new { tenant, user, role = role.ToString().ToLowerInvariant() }, cancellationToken: cancellationToken));
    }

    public async Task RemoveAsync(Guid tenant, Guid user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        await connection.ExecuteAsync(new(Delete, new { user }, cancellationToken: cancellationToken));
    }

    private static MemberRole Parse(string role) => Enum.Parse<MemberRole>(role, ignoreCase: true);

    private sealed record MembershipRow(Guid TenantId, string TenantName, string Role);

    private sealed record MemberRow(Guid UserId, string Name, string? Email, string Role, DateTime Since, DateTime? LastSignInAt);
}
