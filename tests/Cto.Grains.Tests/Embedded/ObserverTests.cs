using System.Runtime.CompilerServices;
using Cto.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Utilities;

namespace Cto.Grains.Tests.Embedded;

public sealed class ObserverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_observer_is_called_back_in_order_and_one_call_at_a_time()
    {
        await using var host = await TestGrainHost.StartAsync();
        var listener = new Listener();
        var crier = host.Grains.GetGrain<ITownCrierGrain>("a");
        await crier.Subscribe(host.Grains.CreateObjectReference<IListener>(listener));
        for (var i = 0; i < 100; i++)
        {
            await crier.Cry($"{i}");
        }

        await listener.HeardAsync(100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), listener.Heards);
        Assert.False(listener.Overlapped);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_can_answer_and_its_exception_is_carried()
    {
        await using var host = await TestGrainHost.StartAsync();
        var listener = new Listener();
        var reference = host.Grains.CreateObjectReference<IListener>(listener);
        var crier = host.Grains.GetGrain<ITownCrierGrain>("a");
        Assert.Equal("hello!", await crier.Ask(reference, "hello"));
        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidTimeZoneException>(() => crier.Ask(reference, ""))).Message);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task Renewing_a_subscription_does_not_double_it_and_leaving_ends_it()
    {
        await using var host = await TestGrainHost.StartAsync();
        var listener = new Listener();
        var reference = host.Grains.CreateObjectReference<IListener>(listener);
        var crier = host.Grains.GetGrain<ITownCrierGrain>("a");
        await crier.Subscribe(reference);
        await crier.Subscribe(reference);
        Assert.Equal(1, await crier.Cry("one"));
        await listener.HeardAsync(1);
        await crier.Unsubscribe(reference);
        Assert.Equal(0, await crier.Cry("two"));
        Assert.Equal(["one"], listener.Heards);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task A_subscription_that_is_not_renewed_expires()
    {
        await using var host = await TestGrainHost.StartAsync();
        var (stays, goes) = (new Listener(), new Listener());
        var (stay, go) = (host.Grains.CreateObjectReference<IListener>(stays), host.Grains.CreateObjectReference<IListener>(goes));
        var crier = host.Grains.GetGrain<ITownCrierGrain>("a");
        await crier.Subscribe(stay);
        await crier.Subscribe(go);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, await crier.Cry("both"));
        await crier.Subscribe(stay);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await crier.Cry("one"));
        await stays.HeardAsync(2);
        await goes.HeardAsync(1);
        Assert.Equal(["both"], goes.Heards);
        GC.KeepAlive((stays, goes));
    }

    [Fact]
    public async Task A_deleted_observer_is_not_called_and_is_dropped_by_the_manager()
    {
        await using var host = await TestGrainHost.StartAsync();
        var listener = new Listener();
        var reference = host.Grains.CreateObjectReference<IListener>(listener);
        var crier = host.Grains.GetGrain<ITownCrierGrain>("a");
        host.Grains.DeleteObjectReference<IListener>(reference);
        await Assert.ThrowsAsync<ClientNotAvailableException>(() => crier.Ask(reference, "hello"));
        await crier.Subscribe(reference);
        await crier.Cry("lost");
        Assert.Empty(listener.Heards);
        Assert.Throws<ArgumentException>(() => host.Grains.DeleteObjectReference<IListener>(listener));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_that_nobody_keeps_is_forgotten()
    {
        await using var host = await TestGrainHost.StartAsync();
        var reference = Abandon(host.Grains);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        await Assert.ThrowsAsync<ClientNotAvailableException>(() => reference.Asked("hello"));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static IListener Abandon(IGrainFactory grains) => grains.CreateObjectReference<IListener>(new Listener());
    }

    [Fact]
    public async Task A_manager_waits_for_each_and_drops_those_that_fail()
    {
        var listeners = new ObserverManager<string, Listener>(TimeSpan.FromMinutes(1), NullLogger.Instance);
        listeners.Subscribe("good", new Listener());
        listeners.Subscribe("bad", new Listener());
        await listeners.Notify(listener => listener == listeners.Observers["bad"] ? throw new InvalidTimeZoneException() : listener.Asked("x"));
        Assert.Equal(["good"], listeners.Observers.Keys);
        Action<Listener> failing = _ => throw new InvalidTimeZoneException();
        listeners.Notify(failing, _ => false);
        Assert.Single(listeners);
        listeners.Notify(failing);
        Assert.Empty(listeners);
    }

    private sealed class Listener : IListener
    {
        private readonly Lock _gate = new();
        private readonly List<string> _heards = [];
        private int _inside;

        public bool Overlapped { get; private set; }

        public IReadOnlyList<string> Heards
        {
            get
            {
                lock (_gate)
                {
                    return [.. _heards];
                }
            }
        }

        public void Heard(string what)
        {
            Overlapped |= Interlocked.Increment(ref _inside) > 1;
            lock (_gate)
            {
                _heards.Add(what);
            }

            Interlocked.Decrement(ref _inside);
        }

        public Task<string> Asked(string what) => what.Length == 0 ? throw new InvalidTimeZoneException("no") : Task.FromResult($"{what}!");

        public async Task HeardAsync(int count)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
            patience.CancelAfter(Patience.Limit);
            while (Heards.Count < count)
            {
                await Task.Delay(1, patience.Token);
            }

            Assert.Equal(count, Heards.Count);
        }
    }
}
