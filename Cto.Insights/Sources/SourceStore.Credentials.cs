using Cto.Domain.Sources;
using Cto.Insights.Sources.Sealing;
using Dapper;

namespace Cto.Insights.Sources;

// What is sealed.
public sealed partial class SourceStore
{
    private const string SelectCredentials = "select credentials from source where id = @id and not deleting";

    // Whoever waits here finds, once it is his turn, what the one before him stored. Ends with the transaction, also that of a process that was killed.
    private const string LockRenewal = "select pg_advisory_xact_lock(hashtextextended(@id::text, 20))";

    private const int ResealedAtOnce = 100;

    private const string SelectStale = "select id, credentials from source where substring(credentials from 1 for octet_length(@active)) <> @active and not deleting and id > @after order by id limit @count";

    private const string CountCurrent = "select count(*) from source where substring(credentials from 1 for octet_length(@active)) = @active and not deleting";

    // Credentials that a person gave meanwhile are newer than what was renewed.
    private const string ReplaceCredentials = "update source set credentials = @after where id = @id and credentials = @before and not deleting";

    /// <summary>The source with its credentials opened: for the length of a call to its connector.</summary>
    /// <exception cref="SourceException">The credentials cannot be opened.</exception>
    public async Task<SourceConnection> ConnectAsync(StoredSource source, CancellationToken cancellationToken) => new()
    {
        TenantId = source.TenantId,
        SourceId = source.Id,
        Connector = source.Connector,
        Name = source.Name,
        Settings = source.Settings,
        Credentials = await OpenAsync(source.TenantId, source.Id, cancellationToken),
    };

    /// <summary>Replaces credentials by what comes of them, by one caller at a time across all processes; the new ones are stored before anybody uses them.</summary>
    /// <param name="tenantId">Whose the source is.</param>
    /// <param name="id">The source.</param>
    /// <param name="renew">Makes new credentials of those that hold now; <see langword="null"/> = they are good as they are.</param>
    /// <param name="cancellationToken">Stops the wait; once there are new credentials they are stored whatever happens.</param>
    /// <returns>Those that hold from now on; <see langword="null"/> when there are none.</returns>
    public async Task<SourceCredentials?> RenewAsync(Guid tenantId, Guid id, Func<SourceCredentials, Task<SourceCredentials?>> renew, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await using var turn = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new(LockRenewal, new { id }, turn, cancellationToken: cancellationToken));
        var before = await connection.ExecuteScalarAsync<byte[]?>(new(SelectCredentials, new { id }, turn, cancellationToken: cancellationToken));
        if (before is null)
        {
            return null;
        }

        var known = _seal.Open(tenantId, id, before);
        if (await renew(known) is not { } renewed)
        {
            return known;
        }

        return await ReplaceAsync(tenantId, id, before, _seal.Seal(tenantId, id, renewed)) ? renewed : await OpenAsync(tenantId, id, cancellationToken);
    }

    /// <summary>Seals the credentials of a company anew that another key than the active one sealed. What cannot be opened is left as it is.</summary>
    public async Task<ResealCount> ResealAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var active = _seal.ActiveHeader();
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        var current = await connection.ExecuteScalarAsync<long>(new(CountCurrent, new { active }, cancellationToken: cancellationToken));
        var (resealed, lost, after) = (0L, 0L, Guid.Empty);
        while (true)
        {
            IReadOnlyList<SealedRow> batch = [.. await connection.QueryAsync<SealedRow>(new(SelectStale, new { active, after, count = ResealedAtOnce }, cancellationToken: cancellationToken))];
            foreach (var row in batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (TryOpen(tenantId, row) is not { } opened)
                {
                    lost++;
                }
                else if (await ReplaceAsync(tenantId, row.Id, row.Credentials, _seal.Seal(tenantId, row.Id, opened)))
                {
                    resealed++;
                }
            }

            if (batch.Count < ResealedAtOnce)
            {
                return new(resealed, current, lost);
            }

            after = batch[^1].Id;
        }
    }

    private SourceCredentials? TryOpen(Guid tenantId, SealedRow row)
    {
        try
        {
            return _seal.Open(tenantId, row.Id, row.Credentials);
        }
        catch (SourceException)
        {
            return null;
        }
    }

    /// <summary>On a connection of its own, tried until it is written: the old credentials may be worthless already.</summary>
    private async Task<bool> ReplaceAsync(Guid tenantId, Guid id, byte[] before, byte[] after)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await database.OpenAsync(tenantId, CancellationToken.None);
                return await connection.ExecuteAsync(new(ReplaceCredentials, new { id, before, after })) > 0;
            }
            catch (Exception e) when (attempt < 10 && Storage.StoreFailures.IsPassing(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * Math.Pow(2, attempt)), clock);
            }
        }
    }

    private async Task<SourceCredentials?> OpenAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        var bytes = await connection.ExecuteScalarAsync<byte[]?>(new(SelectCredentials, new { id }, cancellationToken: cancellationToken));
        return bytes is null ? null : _seal.Open(tenantId, id, bytes);
    }

    private sealed record SealedRow(Guid Id, byte[] Credentials);
}
