using System.Text.Json;
using Cto.Insights.Storage;
using Cto.Web.Security.Access;
using Dapper;

namespace Cto.Web.Security.Audit;

/// <summary>Who did what, when: written once, never changed (the database refuses it).</summary>
public sealed class AuditLog(Database database, IHttpContextAccessor http)
{
    private const string Insert = """
        insert into audit_entry (tenant_id, actor, actor_name, action, subject, detail, address)
        values (@tenant, @actor, @actorName, @action, @subject, @detail::jsonb, @address)
        """;

    private const string Select = """
        select id, at, actor, actor_name as ActorName, action, subject, detail::text as Detail, address
        from audit_entry where id < @before order by id desc limit @limit
        """;

    /// <summary>Writes down what a caller did.</summary>
    public Task WriteAsync(Caller caller, string action, string subject, IReadOnlyDictionary<string, string>? detail, CancellationToken cancellationToken) =>
        WriteAsync(caller.TenantId, $"{(caller.Kind == CallerKind.User ? "user" : "token")}:{caller.Id:D}", caller.Name, action, subject, detail, cancellationToken);

    /// <summary>Writes down what the program did by itself.</summary>
    public Task WriteSystemAsync(Guid tenant, string action, string subject, CancellationToken cancellationToken) =>
        WriteAsync(tenant, "system", "CTO Assistant", action, subject, null, cancellationToken);

    /// <summary>A page of a tenant's entries, the newest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="before">Only entries with a smaller id; <see langword="null"/> = from the newest.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<AuditEntry>> PageAsync(Guid tenant, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        var rows = await connection.QueryAsync<Row>(new(Select, new { before = before ?? long.MaxValue, limit }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToEntry())];
    }

    private async Task WriteAsync(
        Guid tenant, string actor, string actorName, string action, string subject, IReadOnlyDictionary<string, string>? detail, CancellationToken cancellationToken)
    {
        var address = http.HttpContext?.Connection.RemoteIpAddress?.ToString();
        var json = JsonSerializer.Serialize(detail ?? new Dictionary<string, string>());
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        await connection.ExecuteAsync(new(Insert, new { tenant, actor, actorName, action, subject, detail = json, address }, cancellationToken: cancellationToken));
    }

    private sealed record Row(long Id, DateTime At, string Actor, string ActorName, string Action, string Subject, string Detail, string? Address)
    {
        public AuditEntry ToEntry() =>
            new(Id, new(At), Actor, ActorName, Action, Subject, JsonSerializer.Deserialize<Dictionary<string, string>>(Detail)!, Address);
    }
}
