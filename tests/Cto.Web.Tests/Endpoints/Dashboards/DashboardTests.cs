using System.Net;
using System.Text.Json;
using Cto.Testing;

namespace Cto.Web.Tests.Endpoints.Dashboards;

/// <summary>Dashboards over the API, and their live changes.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task A_dashboard_is_made_changed_read_and_deleted()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var made = await tenant.SubmitAsync("/api/v1/dashboards", new { name = "Team board", template = "overview" }, HttpStatusCode.Created);
        var url = $"/api/v1/dashboards/{made.GetProperty("id")}";
        Assert.True(made.GetProperty("widgets").GetArrayLength() >= 4);

        var tile = new { kind = "lead-time", column = 0, row = 0, columns = 4, rows = 2, title = "Ours", parameters = new { period = "last-7-days" } };
        var changed = await tenant.AskAsync(HttpMethod.Put, url, new { name = "Mine", shared = true, widgets = new[] { tile }, version = made.GetProperty("version").GetInt64() });
        Assert.Equal("Mine", changed.GetProperty("name").GetString());
        var kept = (await tenant.FetchAsync(url)).GetProperty("widgets").EnumerateArray().Single();
        Assert.Equal("last-7-days", kept.GetProperty("parameters").GetProperty("period").GetString());

        var stale = await tenant.AskAsync(HttpMethod.Put, url, new { name = "Old", widgets = new[] { tile }, version = 1 }, HttpStatusCode.Conflict);
        Assert.Equal("conflict", stale.Problem());
        Assert.Equal("Mine", (await tenant.FetchAsync("/api/v1/dashboards")).EnumerateArray().Single().GetProperty("name").GetString());
        await tenant.AskAsync(HttpMethod.Delete, url, null, HttpStatusCode.NoContent);
        await tenant.FetchAsync(url, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":"x","template":"none"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"x","widgets":[{"kind":"none","column":0,"row":0,"columns":2,"rows":2}]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"x","widgets":[{"kind":"lead-time","column":0,"row":0,"columns":2,"rows":2,"parameters":{"colour":"red"}}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":" ","template":"blank"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task What_makes_no_sense_is_refused(string body, HttpStatusCode expected)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await tenant.SubmitAsync("/api/v1/dashboards", JsonDocument.Parse(body).RootElement, expected);
    }

    [Fact]
    public async Task A_pushed_fact_reaches_who_looks_at_the_board_and_a_dropped_connection_resumes()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var widget = Guid.NewGuid();
        var made = await tenant.SubmitAsync(
            "/api/v1/dashboards",
            new { name = "Live", widgets = new[] { new { id = widget, kind = "deployment-frequency", column = 0, row = 0, columns = 3, rows = 2 } } },
            HttpStatusCode.Created);
        var url = $"/api/v1/stream?dashboard={made.GetProperty("id")}";
        string lastId;
        using (var live = await OpenAsync(tenant, url, null))
        {
            lastId = await live.ReadAsync("id: ");
            await PushAsync(tenant, "d1");
            Assert.Equal("widget", await live.ReadAsync("event: "));
            Assert.Equal(widget.ToString(), await live.ReadAsync("data: "));
        }

        await PushAsync(tenant, "d2");
        await tenant.FetchAsync("/api/v1/insights/delivery.dora");
        using var resumed = await OpenAsync(tenant, url, lastId);
        Assert.Equal(widget.ToString(), await resumed.ReadAsync("data: "));
    }

    private static Task<JsonElement> PushAsync(HttpClient tenant, string key) =>
        tenant.PushAsync(new { kind = "deployment", key, service = "shop", environment = "production", finishedAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5), result = "success" });

    private static async Task<LiveFeed> OpenAsync(HttpClient tenant, string url, string? lastId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, UriKind.Relative));
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var answer = await tenant.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new(answer, new(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    private sealed record LiveFeed(HttpResponseMessage Answer, StreamReader Reader) : IDisposable
    {
        /// <summary>The rest of the next line that begins so; the test's own time limit ends the waiting.</summary>
        public async Task<string> ReadAsync(string start)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Patience.Limit);
            while (await Reader.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith(start, StringComparison.Ordinal))
                {
                    return line[start.Length..];
                }
            }

            throw new InvalidOperationException($"The stream ended before '{start}'.");
        }

        public void Dispose()
        {
            Reader.Dispose();
            Answer.Dispose();
        }
    }
}
