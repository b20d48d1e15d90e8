using System.CommandLine;
using System.Globalization;
using Cto.Upstreams;

// The simulated company as a process of its own; tests run it inside theirs (UpstreamsHost.StartAsync).
var port = new Option<int>("--port") { Description = "Loopback port; 0 takes any free one" };
var seed = new Option<int>("--seed") { Description = "Another seed is another company", DefaultValueFactory = _ => new UpstreamsOptions().Seed };
var scale = new Option<double>("--scale") { Description = "How much there is of everything", DefaultValueFactory = _ => new UpstreamsOptions().Scale };
var start = new Option<DateTimeOffset?>("--start") { Description = "The instant that its stories are told from (ISO 8601); now unless given" };
var limits = new Option<int>("--limits") { Description = "What the vendors' real limits are multiplied with", DefaultValueFactory = _ => new UpstreamsOptions().Limits };

var root = new RootCommand("Plays every vendor of the demo company Acme Commerce on one loopback port.") { port, seed, scale, start, limits };
root.SetAction(async (parsed, cancellationToken) =>
{
    await using var host = await UpstreamsHost.StartAsync(new UpstreamsOptions
    {
        Port = parsed.GetValue(port),
        Seed = parsed.GetValue(seed),
        Scale = parsed.GetValue(scale),
        Start = parsed.GetValue(start)?.ToUniversalTime(),
        Limits = parsed.GetValue(limits),
    }, TimeProvider.System, cancellationToken);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"upstreams: {host.Address}"));
    await host.UntilStoppedAsync(cancellationToken);
    return 0;
});
return await root.Parse(args).InvokeAsync();
