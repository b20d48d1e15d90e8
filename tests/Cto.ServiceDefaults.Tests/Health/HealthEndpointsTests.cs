using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cto.ServiceDefaults.Tests.Health;

public sealed class HealthEndpointsTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_is_live_while_a_check_fails_and_ready_only_when_all_pass()
    {
        var migrated = HealthCheckResult.Unhealthy("migration 3 of 7");
        await using var app = await TestApp.StartAsync(configure: Checking("database", () => migrated));

        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/health/live", Now)).StatusCode);
        var before = await app.Http.GetAsync("/health/ready", Now);
        migrated = HealthCheckResult.Healthy();
        var after = await app.Http.GetAsync("/health/ready", Now);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        var check = (await before.Content.ReadFromJsonAsync<JsonObject>(Now))!["checks"]![0]!;
        Assert.Equal("database", (string?)check["name"]);
        Assert.Equal("Unhealthy", (string?)check["status"]);
        Assert.Equal("migration 3 of 7", (string?)check["description"]);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal("Healthy", (string?)(await after.Content.ReadFromJsonAsync<JsonObject>(Now))!["status"]);
    }

    [Fact]
    public async Task A_check_that_throws_does_not_tell_strangers_why()
    {
        await using var app = await TestApp.StartAsync(configure: Checking("database", () => throw new InvalidOperationException("Host=db;Password=hunter2")));

        var answer = await app.Http.GetAsync("/health/ready", Now);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(Now);
        Assert.Contains("\"database\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_without_the_tag_does_not_hold_up_readiness()
    {
        await using var app = await TestApp.StartAsync(configure: builder =>
            builder.Services.AddHealthChecks().AddCheck("vendor", () => HealthCheckResult.Unhealthy()));

        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/health/ready", Now)).StatusCode);
    }

    private static Action<WebApplicationBuilder> Checking(string name, Func<HealthCheckResult> check) =>
        builder => builder.Services.AddHealthChecks().AddCheck(name, check, ["ready"]);
}
