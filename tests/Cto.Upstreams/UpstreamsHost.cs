using Cto.Upstreams.Control;
using Cto.Upstreams.Demo;
using Cto.Upstreams.Faults;
using Cto.Upstreams.OAuth;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.Upstreams;

/// <summary>The simulated company, running: every vendor under one loopback port, each below a path prefix of its own.</summary>
public sealed class UpstreamsHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private UpstreamsHost(WebApplication app, Simulation simulation) => (_app, Simulation) = (app, simulation);

    /// <summary>Ends with a slash.</summary>
    public Uri Address { get; private set; } = null!;

    internal Simulation Simulation { get; }

    internal IReadOnlyList<SimulatedVendor> Vendors { get; private init; } = [];

    internal TruthBook Truth { get; private init; } = null!;

    internal OAuthServers OAuth { get; private init; } = null!;

    /// <summary>Every connection of the demo company.</summary>
    internal IEnumerable<DemoSource> Sources => ControlRoutes.Sources(Vendors, Address.AbsoluteUri.TrimEnd('/'));

    /// <param name="options">The company.</param>
    /// <param name="clock">Its time; it stands still where the clock does.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<UpstreamsHost> StartAsync(UpstreamsOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var simulation = new Simulation(options, clock);
        var vendors = VendorList.Of(simulation.Company);
        var truth = new TruthBook();
        var webhooks = new WebhookSender(simulation, vendors);
        var builder = WebApplication.CreateSlimBuilder();
        // Both loopback addresses where the port is known; a free one can be asked for on one alone.
        builder.WebHost.UseUrls(options.Port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{options.Port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<IHostedService>(webhooks);
        var app = builder.Build();
        app.UseRouting();
        var oauth = new OAuthServers(simulation);
        app.MapControl(simulation, vendors, truth, webhooks, oauth);
        var pipeline = new VendorPipeline(simulation);
        foreach (var vendor in vendors)
        {
            foreach (var grant in vendor.Grants)
            {
                simulation.Credentials.Add(vendor.Prefix, grant);
            }

            vendor.Tell(truth);
            var routes = new VendorRoutes(app, vendor, pipeline);
            vendor.Map(routes);
            oauth.Map(routes, vendor.Prefix);
            routes.Rest();
        }

        truth.Topic("sources/failing", at => vendors.SelectMany(vendor => vendor.Sources("")).Where(source => source.EndsAt <= at).Select(source => new { source.Name, source.Connector, Status = 401, Since = source.EndsAt }).ToArray());
        truth.Topic("governance/evidence", at => simulation.Company.Stories.Evidence.Given.Select(piece => new { piece.Key, piece.Title, piece.Controls, piece.CollectedAt, piece.ExpiresAt, Expired = piece.ExpiresAt <= at }).ToArray());
        await app.StartAsync(cancellationToken);
        return new(app, simulation)
        {
            Vendors = vendors,
            Truth = truth,
            OAuth = oauth,
            Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/"),
        };
    }

    /// <summary>Connects every source of the company to a product, and gives it the company's evidence, as soon as that is ready.</summary>
    /// <param name="product">Its address.</param>
    /// <param name="token">One of its API tokens that may write and ingest.</param>
    /// <param name="isOther">What is connected there belongs to another company and goes first.</param>
    /// <param name="say">Takes a line for people.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ConnectAsync(Uri product, string token, bool isOther, Action<string> say, CancellationToken cancellationToken)
    {
        using var api = new ProductApi(product, token);
        await new DemoConnecting(api, Simulation, [.. Sources], say).RunAsync(isOther, cancellationToken);
    }

    /// <summary>Lets requests go wrong from now on.</summary>
    internal void Break(FaultRule rule) => Simulation.Faults.Add(rule);

    /// <summary>Everything works again.</summary>
    internal void Mend() => Simulation.Faults.Clear();

    /// <summary>Until it is told to stop.</summary>
    internal Task UntilStoppedAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // A request that hangs on purpose must not hold up the end.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
