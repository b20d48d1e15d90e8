using System.Net;
using System.Text;
using System.Text.Json;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cto.Web.Tests.Endpoints.Sources;

/// <summary>What a vendor tells us at the source's own address, and what becomes of the secret that proves it.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task A_delivery_is_proved_over_its_bytes_kept_once_and_limited_in_size()
    {
        await using var web = await TestWeb.StartAsync(services: services => services.AddSingleton<ISourceConnector, BellConnector>());
        using var tenant = web.Client();
        var id = await ConnectAsync(tenant);
        using var bell = web.Client("");
        byte[] ring = [.. "ring-1 "u8, 0xFF, 0xFE, 0x00, .. "\r\n"u8];

        Assert.Equal("not-found", (await RingAsync(bell, Guid.NewGuid().ToString(), ring, null)).Answer.Problem());
        var (status, refused) = await RingAsync(bell, id, ring, "wrong");
        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), (status, refused.Problem()));
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal("accepted", (await RingAsync(bell, id, ring, BellConnector.Sign(ring))).Answer.GetProperty("verdict").GetString());
        }

        var frequency = (await tenant.FetchAsync("/api/v1/insights/delivery.dora?period=last-7-days")).GetProperty("answer").GetProperty("deploymentFrequency");
        Assert.Equal(1, frequency.GetProperty("count").GetInt32());

        var large = new byte[20 * 1024 * 1024];
        Array.Fill(large, (byte)'x');
        Assert.Equal(HttpStatusCode.Accepted, (await RingAsync(bell, id, large, BellConnector.Sign(large))).Status);
        bell.DefaultRequestHeaders.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await RingAsync(bell, id, new byte[26 * 1024 * 1024], "any")).Status);

        await tenant.AskAsync(HttpMethod.Delete, $"/api/v1/sources/{id}", null, HttpStatusCode.Accepted);
        Assert.Contains((await RingAsync(bell, id, ring, BellConnector.Sign(ring))).Status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.NotFound });
    }

    [Fact]
    public async Task A_secret_goes_in_and_never_comes_out()
    {
        await using var web = await TestWeb.StartAsync(services: services => services.AddSingleton<ISourceConnector, BellConnector>());
        using var tenant = web.Client();
        var problem = await tenant.SubmitAsync(
            "/api/v1/sources", new { connector = "bell", credentials = new { secret = "another-secret" } }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("source-refused", "unauthorized"), (problem.Problem(), problem.GetProperty("fault").GetString()));
        Assert.DoesNotContain("another-secret", problem.ToString(), StringComparison.Ordinal);
        var id = await ConnectAsync(tenant);
        foreach (var url in new[] { $"/api/v1/sources/{id}", "/api/v1/sources", "/api/v1/audit", "/api/v1/insights/sources.health" })
        {
            Assert.DoesNotContain(BellConnector.Secret, (await tenant.FetchAsync(url)).ToString(), StringComparison.Ordinal);
        }

        await using var owner = NpgsqlDataSource.Create(web.Database);
        await using var select = owner.CreateCommand($"set cto.tenant = '{(await tenant.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id")}'; select s::text from source s");
        var row = (string)(await select.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.Contains(id, row, StringComparison.Ordinal);
        Assert.DoesNotContain(BellConnector.Secret, row, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(BellConnector.Secret)), row, StringComparison.Ordinal);
    }

    private static async Task<string> ConnectAsync(HttpClient tenant) =>
        (await tenant.SubmitAsync("/api/v1/sources", new { connector = "bell", credentials = new { secret = BellConnector.Secret } }, HttpStatusCode.Created)).GetProperty("id").GetString()!;

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> RingAsync(HttpClient bell, string source, byte[] body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/webhooks/{source}", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Bell-Signature", signature);
        using var answer = await bell.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.ReadAsync(answer.StatusCode));
    }
}
