namespace Cto.Grains.Tests.Embedded;

public sealed class CallTests
{
    [Fact]
    public async Task A_call_reaches_the_grain_and_its_answer_comes_back()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ICounterGrain>("a");
        Assert.Equal(3, await grain.Add(3));
        Assert.Equal(5, await grain.Add(2));
        Assert.Equal(5, await grain.Value());
        Assert.Equal("a", await grain.Key());
    }

    [Fact]
    public async Task State_survives_the_activation()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ICounterGrain>("a");
        await grain.Add(3);
        await grain.Save();
        await grain.Leave();
        Assert.Equal(3, await grain.Value());
        Assert.Equal(2, host.Services.GetProbe().Count("activated a"));
    }
}
