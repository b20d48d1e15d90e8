using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cto.Insights.Facts;
using Cto.Insights.Storage;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Secret = Cto.Domain.Sources.Secret;

namespace Cto.Insights.Sources.Authorizations;

/// <summary>Requests for access that are under way: found by a random state that is known to the person's browser only, good once and for ten minutes.</summary>
public sealed class AuthorizationStore(Database database, IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string VerifierField = "verifier";

    private const string Insert = """
        delete from source_authorization where expires_at < @old;
        insert into source_authorization (tenant_id, hash, id, user_id, connector, source_id, name, settings, redirect, secrets, problem, remedy, expires_at)
        values (@TenantId, @hash, @id, @UserId, @Connector, @SourceId, @Name, @settings::jsonb, @redirect, @secrets, @problem, @remedy, @expires)
        """;

    private const string Columns = "id, connector, source_id as SourceId, name, settings, redirect, secrets, problem, remedy, expires_at as ExpiresAt";

    private const string Take = $"delete from source_authorization where hash = @hash and user_id = @userId and problem is null returning {Columns}";

    private const string SelectFailed = $"select {Columns} from source_authorization where hash = @hash and user_id = @userId and problem is not null";

    private readonly CredentialSeal _seal = new(protection);

    /// <returns>The state that the vendor is to hand back.</returns>
    public Task<Secret> BeginAsync(PendingAuthorization pending, CancellationToken cancellationToken) => AddAsync(pending, null, null, cancellationToken);

    /// <summary>Takes a request up again; of two who come with one state, one gets it.</summary>
    /// <returns><see langword="null"/> when the state is unknown, used, another person's or too old.</returns>
    public async Task<PendingAuthorization?> TakeAsync(Guid tenantId, Guid userId, string state, CancellationToken cancellationToken) =>
        await FindAsync(Take, tenantId, userId, state, cancellationToken) is { } row && row.ExpiresAt > clock.GetUtcNow().UtcDateTime ? Pending(row, tenantId, userId) : null;

    /// <summary>Keeps what was wanted and why it came to nothing, for a page that shows both.</summary>
    /// <returns>Under what it is found.</returns>
    public Task<Secret> FailAsync(PendingAuthorization pending, string problem, string? remedy, CancellationToken cancellationToken) => AddAsync(pending, problem, remedy, cancellationToken);

    /// <returns><see langword="null"/> when there is no such failure of this person.</returns>
    public async Task<FailedAuthorization?> FindFailedAsync(Guid tenantId, Guid userId, string attempt, CancellationToken cancellationToken) =>
        await FindAsync(SelectFailed, tenantId, userId, attempt, cancellationToken) is { } row ? new(Pending(row, tenantId, userId), row.Problem!, row.Remedy) : null;

    private async Task<Secret> AddAsync(PendingAuthorization pending, string? problem, string? remedy, CancellationToken cancellationToken)
    {
        var (state, id, now) = (Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), Guid.NewGuid(), clock.GetUtcNow());
        await using var connection = await database.OpenAsync(pending.TenantId, cancellationToken);
        await connection.ExecuteAsync(new(
            Insert,
            new
            {
                old = now - TimeSpan.FromDays(1),
                hash = Hash(state),
                id,
                pending.TenantId,
                pending.UserId,
                pending.Connector,
                pending.SourceId,
                Name = PostgresText.Clean(pending.Name),
                settings = JsonSerializer.Serialize(pending.Settings.Values),
                redirect = pending.Redirect.AbsoluteUri,
                secrets = _seal.Seal(pending.TenantId, id, pending.Typed.With(new Dictionary<string, Secret> { [VerifierField] = pending.Verifier })),
                problem = problem is null ? null : PostgresText.Clean(problem, 1_000),
                remedy = remedy is null ? null : PostgresText.Clean(remedy, 1_000),
                expires = now + Lifetime,
            },
            cancellationToken: cancellationToken));
        return new(state);
    }

    private async Task<Row?> FindAsync(string sql, Guid tenantId, Guid userId, string state, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Row>(new(sql, new { hash = Hash(state), userId }, cancellationToken: cancellationToken));
    }

    private PendingAuthorization Pending(Row row, Guid tenantId, Guid userId)
    {
        var secrets = _seal.Open(tenantId, row.Id, row.Secrets);
        return new()
        {
            TenantId = tenantId,
            UserId = userId,
            Connector = row.Connector,
            SourceId = row.SourceId,
            Name = row.Name,
            Settings = new(JsonSerializer.Deserialize<Dictionary<string, string>>(row.Settings)!),
            Redirect = new(row.Redirect),
            Typed = secrets with { Fields = secrets.Fields.Where(field => field.Key != VerifierField).ToDictionary() },
            Verifier = secrets.Fields[VerifierField],
        };
    }

    private static byte[] Hash(string state) => SHA256.HashData(Encoding.UTF8.GetBytes(state));

    private sealed record Row(
        Guid Id, string Connector, Guid? SourceId, string Name, string Settings, string Redirect, byte[] Secrets, string? Problem, string? Remedy, DateTime ExpiresAt);
}
