using Cto.Insights.Storage;
using Dapper;
using Npgsql;

namespace Cto.Web.Security.Users;

/// <summary>The people of the installation.</summary>
internal sealed class UserStore(Database database)
{
    private const string Columns = "id, email, name, password_hash as PasswordHash, security_stamp as SecurityStamp";

    private const string SelectByEmail = $"select {Columns} from app_user where lower(email) = lower(@email)";

    private const string SelectById = $"select {Columns} from app_user where id = @id";

    private const string Insert = """
        insert into app_user (id, email, name, password_hash, security_stamp) values (@Id, @Email, @Name, @PasswordHash, @SecurityStamp)
        """;

    private const string SetCredentials = """
        update app_user set email = @Email, name = @Name, password_hash = @PasswordHash, security_stamp = @SecurityStamp where id = @Id
        """;

    private const string SetSignedIn = "update app_user set last_sign_in_at = @at, password_hash = coalesce(@rehashed, password_hash) where id = @id";

    public async Task<UserAccount?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        await SingleAsync(SelectByEmail, new { email = Emails.Normalize(email) }, cancellationToken);

    public async Task<UserAccount?> FindAsync(Guid id, CancellationToken cancellationToken) => await SingleAsync(SelectById, new { id }, cancellationToken);

    /// <exception cref="EmailTakenException">Somebody has this e-mail already.</exception>
    public Task AddAsync(UserAccount user, CancellationToken cancellationToken) => WriteAsync(Insert, user, cancellationToken);

    /// <summary>Sets e-mail, name, password and stamp.</summary>
    /// <exception cref="EmailTakenException">Somebody else has this e-mail.</exception>
    public Task SetCredentialsAsync(UserAccount user, CancellationToken cancellationToken) => WriteAsync(SetCredentials, user, cancellationToken);

    /// <param name="id">Who signed in.</param>
    /// <param name="at">When.</param>
    /// <param name="rehashed">The same password under the newest way of hashing; <see langword="null"/> when the stored one is of the newest.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task SignedInAsync(Guid id, DateTimeOffset at, string? rehashed, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new(SetSignedIn, new { id, at, rehashed }, cancellationToken: cancellationToken));
    }

    private async Task<UserAccount?> SingleAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserAccount>(new(sql, parameters, cancellationToken: cancellationToken));
    }

    private async Task WriteAsync(string sql, UserAccount user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new(sql, user with { Email = user.Email is { } email ? Emails.Normalize(email) : null }, cancellationToken: cancellationToken));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new EmailTakenException();
        }
    }
}

/// <summary>Somebody has this e-mail already.</summary>
internal sealed class EmailTakenException() : Exception("Somebody has this e-mail already.");
