using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Cto.Insights.Storage;

/// <summary>How the program reaches its database: as owner only to migrate, as application for all else.</summary>
/// <param name="Owner">Connects the role that owns the schema.</param>
/// <param name="App">Connects the role that obeys row-level security.</param>
/// <param name="MakesAppRole">Whether the role is ours to make; otherwise an operator made it.</param>
internal sealed record StoreConnections(string Owner, string App, bool MakesAppRole)
{
    /// <summary>Reads <c>ConnectionStrings:cto</c> and, when an operator made the application's role himself, <c>ConnectionStrings:cto-app</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no <c>ConnectionStrings:cto</c>.</exception>
    public static StoreConnections From(IConfiguration configuration)
    {
        var owner = configuration.GetConnectionString("cto")
            ?? throw new InvalidOperationException("There is no connection string 'cto': set ConnectionStrings__cto to the PostgreSQL database of this installation.");
        return configuration.GetConnectionString("cto-app") is { } app
            ? new(Name(owner).ConnectionString, Name(app).ConnectionString, MakesAppRole: false)
            : new(Name(owner).ConnectionString, Derive(owner), MakesAppRole: true);
    }

    /// <summary>The application's login.</summary>
    public NpgsqlConnectionStringBuilder AppLogin => new(App);

    /// <summary>The password follows from the owner's, so that processes which start at once agree on it without a place to keep it.</summary>
    private static string Derive(string owner)
    {
        var login = Name(owner);
        login.Username = $"{login.Database ?? login.Username}_app";
        var password = HMACSHA256.HashData(Encoding.UTF8.GetBytes(login.Password ?? ""), Encoding.UTF8.GetBytes($"cto application role {login.Username}"));
        login.Password = Convert.ToHexStringLower(password);
        return login.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Name(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        builder.ApplicationName ??= "cto";
        return builder;
    }
}
