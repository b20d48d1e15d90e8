using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Cto.AppHost.Processes;
using Cto.Testing;

namespace Cto.AppHost.Tests;

/// <summary>The demo company as the first start shows it, and the next.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly ScratchDirectory _scratch = ScratchDirectory.Create("apphost");
    private readonly HttpClient _http = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_connected_by_itself_rests_while_it_is_left_out_and_goes_on_afterwards()
    {
        string token, company;
        List<JsonElement> before;
        await using (var first = await StartAsync())
        {
            await first.ReadyAsync();
            token = await first.SaysAsync("token: ");
            company = await CompanyAsync(first);
            before = await ConnectedAsync(first, token);
            first.Send(Signal.Terminate);
            Assert.Equal(0, await first.Exited);
        }

        await using (var without = await StartAsync("--no-demo"))
        {
            Assert.All(await SourcesAsync(without, token), source => Assert.Equal("paused", source.GetProperty("state").GetString()));
            Assert.DoesNotContain("demo upstreams", without.Said, StringComparison.Ordinal);
            without.Send(Signal.Terminate);
            Assert.Equal(0, await without.Exited);
        }

        await using var next = await StartAsync();
        await next.ReadyAsync();
        var after = await ConnectedAsync(next, token);

        Assert.NotEmpty(before);
        Assert.Equal(Ids(before), Ids(after));
        Assert.All(after, source => Assert.NotEqual("paused", source.GetProperty("state").GetString()));
        Assert.Equal(company, await CompanyAsync(next));
        Assert.DoesNotContain("is not connected", next.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_seed_is_another_company_and_nothing_of_the_last_one_is_left()
    {
        string token;
        List<JsonElement> before;
        await using (var first = await StartAsync())
        {
            token = await first.SaysAsync("token: ");
            before = await ConnectedAsync(first, token);
            first.Send(Signal.Terminate);
            Assert.Equal(0, await first.Exited);
        }

        await using var next = await StartAsync("--demo-seed", "7");
        var after = await ConnectedAsync(next, token);

        Assert.Contains("\"seed\": 7", await CompanyAsync(next), StringComparison.Ordinal);
        Assert.Empty(Ids(before).Intersect(Ids(after)));
        Assert.Equal(before.Count, after.Count);
    }

    [Fact]
    public async Task When_its_port_is_taken_at_the_next_start_its_sources_follow_at_once()
    {
        string token;
        int port;
        await using (var first = await StartAsync())
        {
            token = await first.SaysAsync("token: ");
            await ConnectedAsync(first, token);
            port = new Uri(await first.SaysAsync("demo upstreams: ")).Port;
            first.Send(Signal.Terminate);
            Assert.Equal(0, await first.Exited);
        }

        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();
        await using var next = await StartAsync();
        await ConnectedAsync(next, token);

        Assert.NotEqual(port, new Uri(await next.SaysAsync("demo upstreams: ")).Port);
        await next.UntilAsync(async () => (await SourcesAsync(next, token)).TrueForAll(source => !source.GetRawText().Contains("addressed by http", StringComparison.Ordinal)), "the sources at the new address");
    }

    public void Dispose()
    {
        _http.Dispose();
        _scratch.Dispose();
    }

    private Task<AppHostProcess> StartAsync(params string[] more) =>
        AppHostProcess.StartAsync(new Dictionary<string, string?> { ["DEMO_SCALE"] = "0.01" }, ["--data", _scratch.Path, "--port", "0", "--no-dashboard", .. more]);

    /// <summary>Seed and start of the company that is played.</summary>
    private async Task<string> CompanyAsync(AppHostProcess appHost)
    {
        var company = JsonElement.Parse(await _http.GetStringAsync(new Uri($"{await appHost.SaysAsync("demo upstreams: ")}/_company"), Now));
        return $"\"seed\": {company.GetProperty("seed")}, start {company.GetProperty("start")}";
    }

    /// <summary>The sources of the demo tenant once they are all connected.</summary>
    private async Task<List<JsonElement>> ConnectedAsync(AppHostProcess appHost, string token)
    {
        await appHost.UntilAsync(() => appHost.Said.Contains("sources are connected and sync", StringComparison.Ordinal), "the sources");
        return await SourcesAsync(appHost, token);
    }

    /// <summary>What the demo connected: what is pushed comes through a door of the tenant's own, which neither rests nor goes.</summary>
    private async Task<List<JsonElement>> SourcesAsync(AppHostProcess appHost, string token)
    {
        var address = await appHost.ReadyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "api/v1/sources")) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await _http.SendAsync(request, Now);
        return [.. JsonElement.Parse(await answer.Content.ReadAsStringAsync(Now)).EnumerateArray().Where(source => source.GetProperty("connector").GetString() != "push")];
    }

    private static IEnumerable<string> Ids(List<JsonElement> sources) => sources.Select(source => source.GetProperty("id").GetString()!).Order(StringComparer.Ordinal);
}
