using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Cto.Web.Tests.Endpoints;

/// <summary>Whatever is sent, the answer is a problem that says what is wrong, and never the inside of the program.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("{", "malformed")]
    [InlineData("null", "malformed")]
    [InlineData("[]", "malformed")]
    [InlineData("""{"name":"x"}""", "malformed")]
    [InlineData("""{"name":"x","scopes":["read"],"colour":1}""", "malformed")]
    [InlineData("""{"name":"x","name":"y","scopes":["read"]}""", "malformed")]
    [InlineData("""{"name":null,"scopes":["read"]}""", "malformed")]
    [InlineData("""{"name":"x","scopes":["everything"]}""", "malformed")]
    [InlineData("""{"name":"x","scopes":[0]}""", "malformed")]
    [InlineData("""{"name":"x","scopes":["read"],"expiresAt":"tomorrow"}""", "malformed")]
    [InlineData("""{"name":"","scopes":["read"]}""", "invalid")]
    [InlineData("""{"name":"a\u0007b","scopes":["read"]}""", "invalid")]
    [InlineData("""{"name":"x","scopes":[]}""", "invalid")]
    public async Task A_body_that_does_not_fit_is_refused(string body, string problem)
    {
        using var client = (await SharedWeb.GetAsync()).Web.Client();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/v1/tokens", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var said = await answer.ReadAsync(problem == "malformed" ? HttpStatusCode.BadRequest : HttpStatusCode.UnprocessableEntity);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(problem, said.Problem());
        Assert.DoesNotContain("Cto.", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_30_megabytes_is_refused()
    {
        using var client = (await SharedWeb.GetAsync()).Web.Client();
        using var content = new StringContent($$"""{"name":"{{new string('x', 30_000_000)}}","scopes":["read"]}""", Encoding.UTF8, "application/json");

        // Asks before it sends: a client that is already sending may see the connection close instead.
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var answer = await client.PostAsync(new Uri("/api/v1/tokens", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal("too-large", (await answer.ReadAsync(HttpStatusCode.RequestEntityTooLarge)).Problem());
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/v1/sources/not-a-guid", HttpStatusCode.NotFound, "not-found")]
    [InlineData("PUT", "/api/v1/sources", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("GET", "/api/v1/audit?limit=0", HttpStatusCode.BadRequest, "invalid-parameter")]
    [InlineData("GET", "/api/v1/audit?limit=x", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("GET", "/api/v1/insights/nothing", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/v1/insights/delivery.dora?colour=red", HttpStatusCode.BadRequest, "unknown-parameter")]
    [InlineData("GET", "/api/v1/insights/delivery.dora?period=soon", HttpStatusCode.BadRequest, "invalid-parameter")]
    [InlineData("GET", "/api/v1/insights/delivery.dora?period=last-7-days&period=last-30-days", HttpStatusCode.BadRequest, "invalid-parameter")]
    [InlineData("GET", "/api/v1/stream", HttpStatusCode.BadRequest, "malformed")]
    public async Task Each_mistake_has_its_problem(string method, string url, HttpStatusCode status, string problem)
    {
        using var client = (await SharedWeb.GetAsync()).Web.Client();
        Assert.Equal(problem, (await client.AskAsync(new(method), url, null, status)).Problem());
    }

    [Fact]
    public async Task An_unknown_service_is_named_with_those_that_come_close()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await tenant.PushAsync(new { kind = "deployment", key = "d", service = "checkout", environment = "production", finishedAt = "2026-11-01T00:00:00Z", result = "success" });
        var problem = await tenant.FetchAsync("/api/v1/insights/delivery.dora?service=chekout", HttpStatusCode.NotFound);
        Assert.Equal("unknown-entity", problem.Problem());
        Assert.Equal("service", problem.GetProperty("parameter").GetString());
        Assert.Equal("checkout", problem.GetProperty("suggestions")[0].GetString());
    }

    [Theory]
    [InlineData("Basic b3duZXI6eA==")]
    [InlineData("Bearer")]
    [InlineData("Bearer a b c")]
    [InlineData("cto_token")]
    public async Task Another_way_to_authorize_is_refused(string header)
    {
        using var client = (await SharedWeb.GetAsync()).Web.Client("");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/me", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("not-signed-in", (await answer.ReadAsync(HttpStatusCode.Unauthorized)).Problem());
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.First().Scheme);
    }

    [Fact]
    public async Task Invalid_utf8_in_a_body_is_refused()
    {
        using var client = (await SharedWeb.GetAsync()).Web.Client();
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, 0xFF, .. "\",\"scopes\":[\"read\"]}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(new Uri("/api/v1/tokens", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal("malformed", (await answer.ReadAsync(HttpStatusCode.BadRequest)).Problem());
    }

    [Fact]
    public async Task A_body_that_breaks_off_harms_nothing()
    {
        var web = await SharedWeb.GetAsync();
        using var tenant = await web.TenantAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(web.Web.Address.Host, web.Web.Address.Port, TestContext.Current.CancellationToken);
        const string Line = """{"kind":"service","key":"s","name":"shop"}""";
        var request = $"POST /api/v1/facts HTTP/1.1\r\nHost: localhost\r\nAuthorization: {tenant.DefaultRequestHeaders.Authorization}\r\nContent-Length: 100000\r\n\r\n{Line}\n{{\"kind\":";
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        socket.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        var answer = await UntilClosedAsync(reader);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), answer);
        var whole = await tenant.PushTextAsync(Line);
        Assert.Equal(1, whole.GetProperty("accepted").GetInt32() + whole.GetProperty("unchanged").GetInt32());
    }

    /// <summary>What was answered; the server may also hang up without a word, by a reset.</summary>
    private static async Task<string> UntilClosedAsync(StreamReader reader)
    {
        try
        {
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return "";
        }
    }

    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_back()
    {
        await using var web = await TestWeb.StartAsync(settings: new Dictionary<string, string> { ["Api:RateLimit:Burst"] = "5", ["Api:RateLimit:PerSecond"] = "1" });
        using var client = web.Client();

        // More than the slowest machine is allowed while it is asking: it may ask once more each second.
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.GetAsync(new Uri("/api/v1/connectors", UriKind.Relative), TestContext.Current.CancellationToken)));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("too-many-requests", (await refused.ReadAsync(HttpStatusCode.TooManyRequests)).Problem());
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }
}
