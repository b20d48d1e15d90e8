namespace Cto.AppHost.Postgres;

/// <summary>A way to come by PostgreSQL.</summary>
internal interface IPostgresServer
{
    /// <summary>What and where it is, for people; without its password.</summary>
    string Description { get; }
}
