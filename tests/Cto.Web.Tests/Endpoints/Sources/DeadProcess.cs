using Npgsql;

namespace Cto.Web.Tests.Endpoints.Sources;

/// <summary>A process that died in the middle of what it did.</summary>
internal static class DeadProcess
{
    /// <summary>The process that began an action died before it could write down what came of it.</summary>
    public static async Task ForgetAsync(this TestWeb web, Guid action)
    {
        await using var owner = NpgsqlDataSource.Create(web.Database);
        await using var dead = owner.CreateCommand("""
            select set_config('cto.tenant', (select id::text from tenant), true);
            update source_action set state = 'running', outcome = null, ended_at = null, started_at = now() - interval '3 minutes' where id = @action
            """);
        dead.Parameters.AddWithValue("action", action);
        Assert.Equal(1, await dead.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
