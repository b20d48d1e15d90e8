using Cto.Grains.Embedded;

namespace Cto.Grains.Tests.Embedded;

public sealed class ReferenceTests
{
    [Fact]
    public async Task References_to_one_grain_are_equal_through_whatever_interface()
    {
        await using var host = await TestGrainHost.StartAsync();
        var one = host.Grains.GetGrain<IReminderGrain>("a");
        var two = host.Grains.GetGrain<IReminderGrain>("a");
        Assert.NotSame(one, two);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, host.Grains.GetGrain<IReminderGrain>("b"));
        var remindable = one.AsReference<IRemindable>();
        Assert.True((GrainReference)(object)remindable == (GrainReference)(object)one);
        Assert.Equal("a", remindable.GetPrimaryKeyString());
        Assert.Equal(GrainId.Create("reminder", "a"), one.GetGrainId());
        Assert.Equal("GrainReference:reminder/a:IReminderGrain", one.ToString());
    }

    [Fact]
    public async Task A_grain_can_be_asked_for_by_type_or_identity()
    {
        await using var host = await TestGrainHost.StartAsync();
        await host.Grains.GetGrain<ICounterGrain>("a").Add(7);
        Assert.Equal(7, await ((ICounterGrain)host.Grains.GetGrain(typeof(ICounterGrain), "a")).Value());
        Assert.Equal(7, await host.Grains.GetGrain<ICounterGrain>(GrainId.Create("counter", "a")).Value());
    }

    [Fact]
    public async Task An_interface_without_a_class_is_refused_by_name()
    {
        await using var host = await TestGrainHost.StartAsync();
        var refused = Assert.Throws<ArgumentException>(() => host.Grains.GetGrain<IOrphanGrain>("a"));
        Assert.Contains(nameof(IOrphanGrain), refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => host.Grains.GetGrain<ICounterGrain>(""));
    }

    [Fact]
    public async Task An_interface_of_two_classes_is_refused_unless_one_is_named()
    {
        await using var host = await TestGrainHost.StartAsync();
        Assert.Contains("CounterGrain", Assert.Throws<ArgumentException>(() => host.Grains.GetGrain<ITurns>("a")).Message.Replace("TurnGrain", "CounterGrain", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("turn/a", host.Grains.GetGrain<ITurns>("a", typeof(TurnGrain).FullName).GetGrainId().ToString());
    }

    [Theory]
    [InlineData(typeof(IReturnsNumber), "IReturnsNumber.Number returns Int32")]
    [InlineData(typeof(IGeneric), "IGeneric.Any is generic")]
    [InlineData(typeof(IOneWayAnswer), "IOneWayAnswer.Tell is one-way")]
    [InlineData(typeof(IByReference), "IByReference.Take has a ref")]
    [InlineData(typeof(IReturnsNothing), "IReturnsNothing.Tell returns Void")]
    public void A_method_that_cannot_be_called_from_afar_is_refused_by_name(Type interfaceType, string reason) =>
        Assert.StartsWith(reason, Assert.Throws<NotSupportedException>(() => ReferenceEmitter.For(interfaceType)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_grain_is_not_constructed_by_hand() => Assert.Throws<InvalidOperationException>(() => new ShortGrain());

    [Fact]
    public async Task Every_kind_of_argument_and_answer_comes_across()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<IArgumentsGrain>("a");
        var text = await grain.All(true, 2, 3.5m, "four", new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), [6, 7], (8, "nine"), null, new() { Number = 10 });
        Assert.Equal("True 2 3.5 four 2026-01-05 6,7 8nine  10", text);
        Assert.Equal((1, "x"), await grain.Pair());
        await grain.Nothing();
        await host.Grains.GetGrain<IArgumentsGrain>("a").Nothing();
    }

    internal interface IOrphanGrain : IGrainWithStringKey;

    internal interface IReturnsNumber : IGrainWithStringKey
    {
        int Number();
    }

    internal interface IGeneric : IGrainWithStringKey
    {
        Task Any<T>(T value);
    }

    internal interface IOneWayAnswer : IGrainWithStringKey
    {
        [Orleans.Concurrency.OneWay]
        Task<int> Tell();
    }

    internal interface IByReference : IGrainWithStringKey
    {
        Task Take(ref int value);
    }

    internal interface IReturnsNothing : IGrainWithStringKey
    {
        void Tell();
    }
}

internal interface IArgumentsGrain : IGrainWithStringKey
{
    ValueTask<string> All(bool a, byte b, decimal c, string d, DateTimeOffset e, IReadOnlyList<int> f, (int Number, string Text) g, object? h, CounterState i);

    Task<(int Number, string Text)> Pair();

    ValueTask Nothing();
}

internal sealed class ArgumentsGrain : Grain, IArgumentsGrain
{
    public ValueTask<string> All(bool a, byte b, decimal c, string d, DateTimeOffset e, IReadOnlyList<int> f, (int Number, string Text) g, object? h, CounterState i) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{a} {b} {c} {d} {e:yyyy-MM-dd} {string.Join(",", f)} {g.Number}{g.Text} {h} {i.Number}"));

    public async Task<(int Number, string Text)> Pair()
    {
        await Task.Yield();
        return (1, "x");
    }

    public ValueTask Nothing() => default;
}
