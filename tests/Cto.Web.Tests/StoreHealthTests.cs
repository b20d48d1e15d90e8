using System.Net;
using System.Net.Sockets;
using Cto.Insights.Storage;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Cto.Web.Tests;

public sealed class StoreHealthTests
{
    [Fact]
    public async Task A_database_that_hangs_is_told_of_before_the_probe_gives_up()
    {
        // It takes the connection and never says a word, as a frozen server does.
        using var frozen = new TcpListener(IPAddress.Loopback, 0);
        frozen.Start();
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={((IPEndPoint)frozen.LocalEndpoint).Port};Username=cto;Timeout=600");
        var clock = new FakeTimeProvider();
        var readiness = (await SharedWeb.GetAsync()).Web.Services.GetRequiredService<StoreReadiness>();

        var asked = new StoreHealth(readiness, new Database(source), clock).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
        using var connection = await frozen.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.False(asked.IsCompleted);
        clock.Advance(StoreHealth.Patience);

        var result = await asked.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal((HealthStatus.Unhealthy, "The database does not answer in time."), (result.Status, result.Description));
    }
}
