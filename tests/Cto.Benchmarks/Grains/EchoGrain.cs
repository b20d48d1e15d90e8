using Orleans.Placement;

namespace Cto.Benchmarks.Grains;

/// <summary>A grain that does next to nothing, so that the call itself is what is measured.</summary>
[Alias("cto.benchmarks.echo")]
internal interface IEchoGrain : IGrainWithStringKey
{
    /// <summary>Answers at once.</summary>
    [Alias("Echo")]
    Task<int> Echo(int number);

    /// <summary>Answers after an await that really waits.</summary>
    [Alias("EchoLater")]
    Task<int> EchoLater(int number);

    /// <summary>Calls another grain that many times, awaiting each.</summary>
    [Alias("Ask")]
    Task<long> Ask(string other, int times);
}

/// <summary>Lives where it is called first.</summary>
[GrainType("cto.benchmarks.echo"), PreferLocalPlacement]
internal sealed class EchoGrain : Grain, IEchoGrain
{
    private int _last;

    public Task<int> Echo(int number)
    {
        _last = number;
        return Task.FromResult(_last);
    }

    public async Task<int> EchoLater(int number)
    {
        await Task.Yield();
        return number;
    }

    public async Task<long> Ask(string other, int times)
    {
        var grain = GrainFactory.GetGrain<IEchoGrain>(other);
        long sum = 0;
        for (var i = 0; i < times; i++)
        {
            sum += await grain.Echo(i);
        }

        return sum;
    }
}
