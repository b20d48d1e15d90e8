using System.Globalization;
using System.Net.Http.Headers;
using Cto.Testing;
using Cto.Web.Security.Tokens;
using Cto.Web.Tenants;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests;

/// <summary>The whole program on a real port over a database of its own, as an operator would start it.</summary>
public sealed class TestWeb : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    private TestWeb(WebApplicationFactory<Program> factory, string database, string token)
    {
        _factory = factory;
        Database = database;
        Token = token;
    }

    /// <summary>The owner's connection string.</summary>
    public string Database { get; }

    /// <summary>The bootstrap token: every scope in the first tenant.</summary>
    public string Token { get; }

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public IServiceProvider Services => _factory.Services;

    /// <summary>The one-time link of this start; <see langword="null"/> when none was printed.</summary>
    public string? SignInLink => Services.GetRequiredService<FirstStart>().Link;

    public static async Task<TestWeb> StartAsync(
        string? database = null, string? token = null, IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        database ??= await PostgresCluster.Shared.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        token ??= TokenText.NewToken();
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("urls", "http://127.0.0.1:0");
            host.UseSetting("ConnectionStrings:cto", database);
            host.UseSetting("CTO_BOOTSTRAP_TOKEN", token);

            // Nodes of one installation are given one prefix; every other program counts by itself.
            host.UseSetting("ConnectionStrings:redis", RedisServer.Shared.ConnectionString);
            host.UseSetting("Connectors:Git:AnyLocalRepository", "true");
            var installation = $"test-{Guid.NewGuid():N}";
            host.UseSetting("Redis:Prefix", installation);
            host.UseSetting("Orleans:ClusterId", installation);
            host.UseSetting("Orleans:Endpoints:AdvertisedIPAddress", "127.0.0.1");
            host.UseSetting("Orleans:Endpoints:SiloPort", FreePort.Take().ToString(CultureInfo.InvariantCulture));
            host.UseSetting("Orleans:Endpoints:GatewayPort", "0");
            foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            {
                host.UseSetting(name, value);
            }

            host.ConfigureServices(collection => services?.Invoke(collection));
        });
        factory.UseKestrel();
        factory.StartServer();
        return new(factory, database, token);
    }

    /// <summary>A program with a token; none is sent when it is empty. One that asks before it sends waits for the answer, however long it takes.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Patience.Limit }) { BaseAddress = Address, Timeout = Patience.Limit };
        if ((token ?? Token) is { Length: > 0 } given)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", given);
        }

        return client;
    }

    /// <summary>A browser with nobody signed in; it keeps cookies and does not follow redirects by itself.</summary>
    public Browser Browser() => new(Address);

    /// <summary>A browser in which the owner of the first tenant has signed in by the one-time link.</summary>
    public async Task<Browser> OwnerByLinkAsync(string email = SharedWeb.OwnerEmail, string password = SharedWeb.OwnerPassword)
    {
        var browser = Browser();
        using var followed = await browser.GetAsync(new Uri(SignInLink!).AbsolutePath);
        using var welcomed = await browser.PostAsync("/welcome", ("email", email), ("password", password));
        Assert.Equal("/", welcomed.Headers.Location?.OriginalString);
        return browser;
    }

    public ValueTask DisposeAsync() => _factory.DisposeAsync();
}
