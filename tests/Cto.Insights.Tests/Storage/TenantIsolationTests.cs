using System.Globalization;
using Dapper;
using Npgsql;

namespace Cto.Insights.Tests.Storage;

/// <summary>Holds every table that there is, and every one to come, against the promise that no tenant sees another's rows.</summary>
public sealed class TenantIsolationTests
{
    private const string SelectTables = """
        select c.relname as Name,
               exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as HasTenant,
               c.relrowsecurity and c.relforcerowsecurity as Closed,
               coalesce(obj_description(c.oid) like 'shared: %', false) as Shared,
               (select count(*) from pg_policy p where p.polrelid = c.oid) as Policies
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p')
        """;

    private const string SelectColumns = """
        select quote_ident(a.attname) as Name, format_type(a.atttypid, a.atttypmod) as Type
        from pg_attribute a
        where a.attrelid = @table::regclass and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
          and (a.attnotnull and not a.atthasdef or a.attname = 'tenant_id')
        """;

    [Fact]
    public async Task Every_table_is_closed_to_other_tenants_or_says_why_it_is_shared()
    {
        await using var store = await TestStore.StartAsync();
        var tables = await TablesAsync(store);
        Assert.NotEmpty(tables);
        Assert.Empty(tables.Where(table => !table.Shared && !(table is { HasTenant: true, Closed: true, Policies: 1 })).Select(table => table.Name));
    }

    [Fact]
    public async Task A_table_that_forgot_its_policy_is_found()
    {
        await using var store = await TestStore.StartAsync();
        await store.AsOwnerAsync<int>("create table forgotten (tenant_id uuid); create table open_to_all (id int)");
        Assert.Equal(
            ["forgotten", "open_to_all"],
            (await TablesAsync(store)).Where(table => !table.Shared && !(table is { HasTenant: true, Closed: true, Policies: 1 })).Select(table => table.Name).Order());
    }

    [Fact]
    public async Task Rows_of_another_tenant_can_not_be_read_written_updated_or_deleted()
    {
        await using var store = await TestStore.StartAsync();
        var (mine, theirs) = (await store.TenantAsync(), await store.TenantAsync());
        await store.AsOwnerAsync<int>("create table example (tenant_id uuid not null, name text not null); select close_to_tenant('example')");
        foreach (var table in (await TablesAsync(store)).Where(table => table is { HasTenant: true, Shared: false }))
        {
            await AssertClosedAsync(store, table.Name, mine, theirs);
        }
    }

    [Fact]
    public async Task The_application_can_not_bypass_the_policies()
    {
        await using var store = await TestStore.StartAsync();
        await using var connection = await store.Database.OpenSharedAsync(TestContext.Current.CancellationToken);
        Assert.False(await connection.ExecuteScalarAsync<bool>("select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user"));
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from pg_class where relnamespace = 'public'::regnamespace and relowner = current_user::regrole"));
        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("alter table tenant disable row level security"));
        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("create table mine (id int)"));
        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("update schema_script set checksum = ''"));
    }

    [Fact]
    public async Task A_connection_without_a_tenant_is_refused_and_a_tenant_does_not_outlive_its_command()
    {
        await using var store = await TestStore.StartAsync();
        await store.AsOwnerAsync<int>("create table example (tenant_id uuid not null, name text); select close_to_tenant('example')");
        var tenant = await store.TenantAsync();
        await using (var connection = await store.Database.OpenAsync(tenant, TestContext.Current.CancellationToken))
        {
            await connection.ExecuteAsync("insert into example values (@tenant, 'mine')", new { tenant });
            Assert.Equal("mine", await connection.QuerySingleAsync<string>("select name from example"));
            Assert.Equal("mine", await connection.ExecuteScalarAsync<string>("select name from example"));
            await using var both = await connection.QueryMultipleAsync("select 1; select name from example");
            Assert.Equal(1, await both.ReadSingleAsync<int>());
            Assert.Equal("mine", await both.ReadSingleAsync<string>());
        }

        // The pool hands out the same connection again.
        await using var shared = await store.Database.OpenSharedAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PostgresException>(() => shared.QueryAsync("select * from example"));
    }

    private static async Task<IReadOnlyList<Table>> TablesAsync(TestStore store)
    {
        await using var connection = new NpgsqlConnection(store.Owner);
        return [.. await connection.QueryAsync<Table>(SelectTables)];
    }

    private static async Task AssertClosedAsync(TestStore store, string table, Guid mine, Guid theirs)
    {
        await InsertAsync(store, table, theirs);
        await using var connection = await store.Database.OpenAsync(mine, TestContext.Current.CancellationToken);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>($"select count(*) from {table}"));
        await AssertRefusedAsync(connection.ExecuteAsync($"update {table} set tenant_id = tenant_id"));
        await AssertRefusedAsync(connection.ExecuteAsync($"delete from {table}"));
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<PostgresException>(async () => await connection.ExecuteAsync(await InsertTextAsync(store, table), new { tenant = theirs }));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    /// <summary>Nothing was touched: no row was seen, or the role may not do it at all.</summary>
    private static async Task AssertRefusedAsync(Task<int> attempt)
    {
        try
        {
            Assert.Equal(0, await attempt);
        }
        catch (PostgresException e)
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, e.SqlState);
        }
    }

    /// <summary>Writes one row as its own tenant, whatever the table: references are not checked meanwhile.</summary>
    private static async Task InsertAsync(TestStore store, string table, Guid tenant)
    {
        await using var owner = new NpgsqlConnection(store.Owner);
        await owner.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var constraint in await owner.QueryAsync<string>("select conname from pg_constraint where conrelid = @table::regclass and contype in ('f', 'c')", new { table }))
        {
            await owner.ExecuteAsync($"alter table {table} drop constraint {constraint}");
        }

        await using var connection = await store.Database.OpenAsync(tenant, TestContext.Current.CancellationToken);
        Assert.Equal(1, await connection.ExecuteAsync(await InsertTextAsync(store, table), new { tenant }));
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>($"select count(*) from {table}"));
    }

    private static async Task<string> InsertTextAsync(TestStore store, string table)
    {
        await using var owner = new NpgsqlConnection(store.Owner);
        var columns = (await owner.QueryAsync<Column>(SelectColumns, new { table })).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"insert into {table} ({string.Join(", ", columns.Select(column => column.Name))}) values ({string.Join(", ", columns.Select(Example))})");
    }

    private static string Example(Column column) => column switch
    {
        { Name: "tenant_id" } => "@tenant",
        { Type: "uuid" } => "gen_random_uuid()",
        { Type: "boolean" } => "false",
        { Type: "jsonb" } => "'{}'",
        { Type: "bytea" } => "'\\x00'",
        { Type: "timestamp with time zone" or "date" } => "now()",
        { Type: var type } when type.EndsWith("[]", StringComparison.Ordinal) => "'{}'",
        { Type: "integer" or "bigint" or "smallint" or "double precision" or "numeric" } => "1",
        _ => "'x'",
    };

    private sealed record Table(string Name, bool HasTenant, bool Closed, bool Shared, long Policies);

    private sealed record Column(string Name, string Type);
}
