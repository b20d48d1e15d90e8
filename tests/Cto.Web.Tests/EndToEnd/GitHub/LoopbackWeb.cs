using System.Net;
using System.Text.Json;
using Cto.Testing;

namespace Cto.Web.Tests.EndToEnd.GitHub;

/// <summary>The program, allowed to read stubs on this machine.</summary>
public sealed class LoopbackWeb : IAsyncLifetime
{
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Connectors:AllowPrivateNetworks"] = "true" };

    public TestWeb Web { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Web = await TestWeb.StartAsync(settings: Settings);

    public ValueTask DisposeAsync() => Web.DisposeAsync();

    /// <summary>A new company and a program with all rights in it.</summary>
    public async Task<HttpClient> TenantAsync()
    {
        using var installer = Web.Client();
        return Web.Client((await CompanyAsync(installer)).Token);
    }

    internal static async Task<(string Token, Guid Id)> CompanyAsync(HttpClient installer)
    {
        var made = await installer.SubmitAsync("/api/v1/tenants", new { name = $"Company {Guid.NewGuid():N}", timeZone = "UTC" }, HttpStatusCode.Created);
        return (made.GetProperty("token").GetString()!, made.GetProperty("id").GetGuid());
    }
}

/// <summary>Short words for connected stubs.</summary>
internal static class Upstream
{
    public const string WebhookSecret = "hook-secret";

    /// <summary>Connects a stub; settings come on top of its address and all its history.</summary>
    public static async Task<string> ConnectAsync(this HttpClient tenant, StubGitHub github, string repository, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string> { ["baseUrl"] = github.Http.Address.ToString(), ["repositories"] = repository, ["historyDays"] = "36500" };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var made = await tenant.SubmitAsync(
            "/api/v1/sources",
            new { connector = "github", name = "GitHub", settings = all, credentials = new { kind = "token", token = "ghp_stub", webhookSecret = WebhookSecret } },
            HttpStatusCode.Created);
        return made.GetProperty("id").GetString()!;
    }

    public static Task<JsonElement> InsightAsync(this HttpClient tenant, string name, string query) => tenant.FetchAsync($"/api/v1/insights/{name}?{query}");

    /// <summary>How many rows an insight left out for a reason that contains these words; 0 when it does not name it.</summary>
    public static long Excluded(this JsonElement reply, string words) => reply.GetProperty("evidence").GetProperty("excluded").EnumerateArray()
        .Where(exclusion => exclusion.GetProperty("reason").GetString()!.Contains(words, StringComparison.OrdinalIgnoreCase)).Sum(exclusion => exclusion.GetProperty("count").GetInt64());
}
