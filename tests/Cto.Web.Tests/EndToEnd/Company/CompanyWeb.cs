extern alias upstreams;

using System.Net;
using System.Text.Json;
using Cto.Web.Tests.EndToEnd.GitHub;
using upstreams::Cto.Upstreams;
using upstreams::Cto.Upstreams.Demo;
using upstreams::Cto.Upstreams.OAuth;
using upstreams::Cto.Upstreams.Vendors;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>The whole program and the simulated company, each at a port of its own, as the demo runs them.</summary>
internal sealed class CompanyWeb : IAsyncDisposable
{
    private CompanyWeb(UpstreamsHost company, TestWeb web) => (Company, Web, Simulator) = (company, web, new() { BaseAddress = company.Address });

    public UpstreamsHost Company { get; }

    public TestWeb Web { get; }

    /// <summary>Asks the company itself, and its vendors; by itself without credentials.</summary>
    public HttpClient Simulator { get; }

    /// <summary>The vendors at which an application of the operator's is registered: people connect them by a click.</summary>
    public static IEnumerable<string> OAuthVendors => OAuthServers.All.Select(server => server.Prefix);

    /// <param name="options">The company; by itself it is small.</param>
    /// <param name="clock">The time of both; by itself the machine's.</param>
    /// <param name="services">What the program does otherwise.</param>
    /// <param name="settings">Settings of the program besides those that the company needs.</param>
    public static async Task<CompanyWeb> StartAsync(
        UpstreamsOptions? options = null, TimeProvider? clock = null, Action<IServiceCollection>? services = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        clock ??= TimeProvider.System;
        var company = await UpstreamsHost.StartAsync(options ?? new() { Scale = 0.02 }, clock, TestContext.Current.CancellationToken);
        var all = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["Connectors:AllowedHosts:0"] = company.Address.Authority, ["Connectors:RetryDelay"] = "00:00:00.002",
        };
        foreach (var vendor in OAuthVendors)
        {
            (all[$"Connectors:{vendor}:OAuth:ClientId"], all[$"Connectors:{vendor}:OAuth:ClientSecret"]) = (OAuthClient.All[0].Id, OAuthClient.All[0].Secret);
        }

        return new(company, await TestWeb.StartAsync(settings: all, services: collection =>
        {
            collection.AddSingleton(clock);
            services?.Invoke(collection);
        }));
    }

    public SimulatedVendor Vendor(string prefix) => Company.Vendors.First(vendor => vendor.Prefix == prefix);

    /// <summary>The connection that the demo makes to a vendor.</summary>
    public DemoSource Source(string prefix) => Vendor(prefix).Sources($"{Company.Address}{prefix}").First();

    /// <summary>A new company in the program, and a client with all rights in it.</summary>
    public async Task<(HttpClient Client, Guid Id)> TenantAsync()
    {
        using var installer = Web.Client();
        var (token, id) = await LoopbackWeb.CompanyAsync(installer);
        return (Web.Client(token), id);
    }

    /// <summary>Connects as the demo does.</summary>
    /// <returns>The id of the source.</returns>
    public static async Task<string> ConnectAsync(HttpClient tenant, DemoSource source)
    {
        var made = await tenant.SubmitAsync("/api/v1/sources", ProductApi.NewSource(source), HttpStatusCode.Created);
        return made.GetProperty("id").GetString()!;
    }

    /// <summary>What the company says is true now.</summary>
    public Task<JsonElement> TruthAsync(string topic) => Simulator.FetchAsync($"/_truth/{topic}");

    public async ValueTask DisposeAsync()
    {
        Simulator.Dispose();
        await Web.DisposeAsync();
        await Company.DisposeAsync();
    }
}
