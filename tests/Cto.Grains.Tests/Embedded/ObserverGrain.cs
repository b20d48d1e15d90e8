using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Utilities;

namespace Cto.Grains.Tests.Embedded;

internal interface IListener : IGrainObserver
{
    void Heard(string what);

    Task<string> Asked(string what);
}

internal interface ITownCrierGrain : IGrainWithStringKey
{
    Task Subscribe(IListener listener);

    Task Unsubscribe(IListener listener);

    Task<int> Cry(string what);

    Task<string> Ask(IListener listener, string what);
}

internal sealed class TownCrierGrain : Grain, ITownCrierGrain
{
    private readonly ObserverManager<IListener> _listeners = new(TimeSpan.FromMinutes(5), NullLogger.Instance);

    public Task Subscribe(IListener listener)
    {
        _listeners.Subscribe(listener, listener);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IListener listener)
    {
        _listeners.Unsubscribe(listener);
        return Task.CompletedTask;
    }

    public Task<int> Cry(string what)
    {
        _listeners.Notify(listener => listener.Heard(what));
        return Task.FromResult(_listeners.Count);
    }

    public Task<string> Ask(IListener listener, string what) => listener.Asked(what);
}
