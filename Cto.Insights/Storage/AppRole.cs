using Npgsql;

namespace Cto.Insights.Storage;

/// <summary>The login the program works as: it owns nothing and cannot bypass row-level security.</summary>
internal static class AppRole
{
    // Roles belong to the cluster, not to the database: another database's migration may make or alter the same one at this moment.
    private const string Ensure = """
        do $body$
        declare
            app text := current_setting('cto.app');
            secret text := current_setting('cto.app_password');
        begin
            if app = current_user then
                raise exception 'The application must not work as the owner of the schema (%): row-level security is for other roles.', app;
            end if;
            if secret <> '' then
                begin
                    execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole password %L', app, secret);
                exception when duplicate_object or unique_violation then
                    execute format('alter role %I login password %L', app, secret);
                end;
            end if;
            if (select rolsuper or rolbypassrls from pg_roles where rolname = app) is distinct from false then
                raise exception 'The role % does not exist or can bypass row-level security. Make it with: create role % login nosuperuser nobypassrls', app, app;
            end if;
            execute format('grant connect on database %I to %I', current_database(), app);
            execute format('grant usage on schema public to %I', app);
            execute format('alter default privileges in schema public grant select, insert, update, delete on tables to %I', app);
            execute format('alter default privileges in schema public grant usage, select on sequences to %I', app);
            -- The role is another one than when the tables were made.
            if to_regclass('tenant') is not null and not has_table_privilege(app, 'tenant', 'select') then
                execute format('grant select, insert, update, delete on all tables in schema public to %I', app);
                execute format('grant usage, select on all sequences in schema public to %I', app);
                execute format('revoke all on schema_script from %I', app);
            end if;
        end
        $body$
        """;

    /// <summary>Makes the role or brings it up to date; scripts find its name in the setting <c>cto.app</c>.</summary>
    public static async Task EnsureAsync(NpgsqlConnection owner, StoreConnections connections, CancellationToken cancellationToken)
    {
        var login = connections.AppLogin;
        await using var settings = new NpgsqlCommand("select set_config('cto.app', $1, false), set_config('cto.app_password', $2, false)", owner);
        settings.Parameters.Add(new() { Value = login.Username ?? "" });
        settings.Parameters.Add(new() { Value = connections.MakesAppRole ? login.Password ?? "" : "" });
        await settings.ExecuteNonQueryAsync(cancellationToken);
        await using var ensure = new NpgsqlCommand(Ensure, owner);
        await RetryConcurrentAsync(ensure, cancellationToken);
    }

    /// <summary>Two databases of one cluster that touch one role's row at the same instant: the later one is told to try again.</summary>
    private static async Task RetryConcurrentAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (PostgresException e) when (attempt < 20 && e.SqlState == PostgresErrorCodes.InternalError && e.MessageText.StartsWith("tuple concurrently", StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), TimeProvider.System, cancellationToken);
            }
        }
    }
}
