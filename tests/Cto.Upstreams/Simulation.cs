using Cto.Upstreams.Control;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Faults;
using Cto.Upstreams.Limits;
using Cto.Upstreams.World;

namespace Cto.Upstreams;

/// <summary>What all vendors share: the company, who may get in, what goes wrong and what is used up.</summary>
internal sealed class Simulation(UpstreamsOptions options, TimeProvider clock)
{
    public Company Company { get; } = new(options, clock);

    public CredentialBook Credentials { get; } = new();

    public FaultPlan Faults { get; } = new(options.Seed);

    public RateWindows Limits { get; } = new(options.Limits);

    public Traffic Traffic { get; } = new();

    /// <summary>Sees every exchange; <see langword="null"/> = nobody looks.</summary>
    public Action<Exchange>? Observer { get; set; }
}
