namespace Cto.Grains.Tests.Embedded;

internal interface IShortGrain : IGrainWithStringKey
{
    Task Hello();
}

[CollectionAgeLimit(Minutes = 2)]
internal sealed class ShortGrain : Grain, IShortGrain
{
    public Task Hello() => Task.CompletedTask;
}

internal interface IKeptGrain : IGrainWithStringKey
{
    Task Hello();
}

[KeepAlive]
internal sealed class KeptGrain : Grain, IKeptGrain
{
    public Task Hello() => Task.CompletedTask;
}
