using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Cto.Testing;

namespace Cto.Web.Tests;

/// <summary>Postgres goes away and comes back; a client dawdles.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task While_postgres_is_away_the_answer_is_503_and_afterwards_all_is_well()
    {
        await using var cluster = await PostgresCluster.StartOwnAsync(TestContext.Current.CancellationToken);
        await using var web = await TestWeb.StartAsync(await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken));
        using var client = web.Client();
        await client.FetchAsync("/api/v1/sources");

        await cluster.StopAsync();
        Assert.Equal("unavailable", (await client.FetchAsync("/api/v1/sources", HttpStatusCode.ServiceUnavailable)).Problem());
        await client.FetchAsync("/health/ready", HttpStatusCode.ServiceUnavailable);
        await client.FetchAsync("/health/live");
        using var lines = new StringContent("""{"kind":"service","key":"s","name":"shop"}""");
        using var refused = await client.PostAsync(new Uri("/api/v1/facts", UriKind.Relative), lines, TestContext.Current.CancellationToken);
        Assert.Equal("unavailable", (await refused.ReadAsync(HttpStatusCode.ServiceUnavailable)).Problem());

        await cluster.RestartAsync(TestContext.Current.CancellationToken);
        await client.FetchAsync("/api/v1/sources");
        await client.FetchAsync("/health/ready");
        Assert.Equal(1, (await client.PushAsync("""{"kind":"service","key":"s","name":"shop"}""")).GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_given_up()
    {
        var web = (await SharedWeb.GetAsync()).Web;
        using var socket = new TcpClient();
        await socket.ConnectAsync(web.Address.Host, web.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        var head = $"POST /api/v1/facts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {web.Token}\r\nContent-Length: 1000000\r\n\r\n{{";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        var since = Stopwatch.StartNew();
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
        Assert.InRange(since.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120));
    }
}
