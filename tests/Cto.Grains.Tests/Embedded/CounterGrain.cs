using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Cto.Grains.Tests.Embedded;

internal interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int number);

    [ReadOnly]
    ValueTask<int> Value();

    Task<string> Key();

    Task Save();

    ValueTask Leave();

    Task Hold(string gate);

    Task Forget();

    Task SaveOther(string key);
}

internal sealed record CounterState
{
    public int Number { get; init; }
}

internal sealed class CounterGrain([PersistentState("counter", "cto")] IPersistentState<CounterState> state, Probe probe) : Grain, ICounterGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Note($"activated {this.GetPrimaryKeyString()}");
        return Task.CompletedTask;
    }

    public Task<int> Add(int number)
    {
        state.State = state.State with { Number = state.State.Number + number };
        return Task.FromResult(state.State.Number);
    }

    public ValueTask<int> Value() => new(state.State.Number);

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public Task Save() => state.WriteStateAsync();

    public Task Hold(string gate) => probe.Pass(gate);

    public Task SaveOther(string key) => GrainFactory.GetGrain<ICounterGrain>(key).Save();

    public Task Forget() => state.ClearStateAsync();

    public ValueTask Leave()
    {
        DeactivateOnIdle();
        return default;
    }
}

internal static class ProbeServices
{
    public static Probe GetProbe(this IServiceProvider services) => services.GetRequiredService<Probe>();
}
