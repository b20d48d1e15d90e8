using System.Net.Http.Json;
using System.Text.Json;

[assembly: AssemblyFixture(typeof(Cto.Web.Tests.SharedWebEnd))]

namespace Cto.Web.Tests;

/// <summary>Stops the shared program when the last test is over.</summary>
public sealed class SharedWebEnd : IAsyncDisposable
{
    public ValueTask DisposeAsync() => SharedWeb.EndAsync();
}

/// <summary>One program that many tests use, each with a tenant of its own where it writes anything.</summary>
public sealed class SharedWeb
{
    public const string OwnerEmail = "owner@example.com";
    public const string OwnerPassword = "a fine long password";

    private static readonly Lazy<Task<SharedWeb>> One = new(StartAsync);

    private SharedWeb(TestWeb web) => Web = web;

    public TestWeb Web { get; }

    public static Task<SharedWeb> GetAsync() => One.Value;

    public static async ValueTask EndAsync()
    {
        if (One.IsValueCreated)
        {
            await (await One.Value).Web.DisposeAsync();
        }
    }

    /// <summary>A browser in which the owner of the first tenant is signed in.</summary>
    public async Task<Browser> OwnerAsync()
    {
        var browser = Web.Browser();
        await browser.PostAsync("/sign-in", ("email", OwnerEmail), ("password", OwnerPassword));
        return browser;
    }

    /// <summary>A new tenant and a program with all rights in it.</summary>
    public async Task<HttpClient> TenantAsync(string timeZone = "UTC")
    {
        using var installer = Web.Client();
        var answer = await installer.PostAsJsonAsync("/api/v1/tenants", new { name = $"Company {Guid.NewGuid():N}", timeZone }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return Web.Client(made.GetProperty("token").GetString());
    }

    private static async Task<SharedWeb> StartAsync()
    {
        var web = await TestWeb.StartAsync();
        using var owner = await web.OwnerByLinkAsync();
        return new(web);
    }
}
