using System.CommandLine;
using System.Globalization;
using Cto.Upstreams;
using Cto.Upstreams.Demo;

// The simulated company as a process of its own; tests run it inside theirs (UpstreamsHost.StartAsync).
var port = new Option<int>("--port") { Description = "Loopback port; 0 takes any free one" };
var seed = new Option<int?>("--seed") { Description = "Another seed is another company" };
var scale = new Option<double>("--scale") { Description = "How much there is of everything; also the variable DEMO_SCALE", DefaultValueFactory = _ => UsualScale() };
var start = new Option<DateTimeOffset?>("--start") { Description = "The instant that its stories are told from (ISO 8601); now unless given" };
var limits = new Option<int>("--limits") { Description = "What the vendors' real limits are multiplied with", DefaultValueFactory = _ => new UpstreamsOptions().Limits };
var state = new Option<string?>("--state") { Description = "A file that keeps seed and start, so that the company goes on after a restart" };
var anew = new Option<bool>("--anew") { Description = "Another company takes the place of the one in that file, grown from the same seed" };
var connect = new Option<string?>("--connect") { Description = "The product to connect every vendor to; its API token is in the variable DEMO_TOKEN" };

var root = new RootCommand("Plays every vendor of the demo company Acme Commerce on one loopback port.") { port, seed, scale, start, limits, state, anew, connect };
root.SetAction(async (parsed, cancellationToken) =>
{
    var kept = parsed.GetValue(state) is { } file ? DemoState.Open(file, parsed.GetValue(seed), parsed.GetValue(anew), TimeProvider.System.GetUtcNow()) : null;
    var options = new UpstreamsOptions
    {
        Port = parsed.GetValue(port),
        Seed = kept?.Seed ?? parsed.GetValue(seed) ?? new UpstreamsOptions().Seed,
        Scale = parsed.GetValue(scale),
        Start = kept?.Start ?? parsed.GetValue(start)?.ToUniversalTime(),
        Limits = parsed.GetValue(limits),
    };
    await using var host = await UpstreamsHost.StartAsync(options, TimeProvider.System, cancellationToken);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"demo upstreams: {host.Address.AbsoluteUri.TrimEnd('/')}"));
    if (parsed.GetValue(connect) is { } product && Environment.GetEnvironmentVariable("DEMO_TOKEN") is { Length: > 0 } token)
    {
        await host.ConnectAsync(new(product), token, kept?.IsOther == true, Console.WriteLine, cancellationToken);
        (kept is null ? null : kept with { Connected = kept.Start })?.Save(parsed.GetValue(state)!);
    }

    await host.UntilStoppedAsync(cancellationToken);
    return 0;
});
return await root.Parse(args).InvokeAsync();

static double UsualScale() =>
    double.TryParse(Environment.GetEnvironmentVariable("DEMO_SCALE"), CultureInfo.InvariantCulture, out var scale) ? scale : new UpstreamsOptions().Scale;
