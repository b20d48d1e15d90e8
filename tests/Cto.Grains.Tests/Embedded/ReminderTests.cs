using Cto.Grains.Embedded;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cto.Grains.Tests.Embedded;

public sealed class ReminderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Stores => [true, false];

    [Fact]
    public async Task A_reminder_ticks_when_due_and_then_each_period_and_wakes_its_grain()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<IReminderGrain>("a");
        await grain.Remind("r", 2 * Minute, 5 * Minute);
        await grain.Leave();
        await TicksAsync(host, "r", 1);
        await TicksAsync(host, "r", 2);
        AssertTicks(host, "r", "12:02:00", every: 5, "12:02", "12:07");
    }

    [Fact]
    public async Task A_reminder_survives_the_process_and_makes_up_for_what_it_missed_once()
    {
        var database = await StateTests.DatabaseAsync();
        var clock = new FakeClock();
        await using (var host = await StateTests.HostAsync(database, clock))
        {
            await host.Grains.GetGrain<IReminderGrain>("a").Remind("r", Minute, Minute);
        }

        clock.Advance(10.5 * Minute);
        await using var again = await StateTests.HostAsync(database, clock);
        await TicksAsync(again, "r", 1);
        await TicksAsync(again, "r", 2);
        AssertTicks(again, "r", "12:01:00", every: 1, "12:10", "12:11");
    }

    [Fact]
    public async Task A_tick_taken_by_a_process_that_died_is_delivered_by_another()
    {
        var database = await StateTests.DatabaseAsync();
        var clock = new FakeClock();
        var store = new PostgresReminderStore(database.GetRequiredService<NpgsqlDataSource>());
        await store.PutAsync(Reminder("r", clock), Token);
        Assert.Single(await store.TakeDueAsync(clock.GetUtcNow(), clock.GetUtcNow() + Minute, 10, Token));
        await using var host = await StateTests.HostAsync(database, clock);
        clock.Advance(59 * Second);
        Assert.Equal(0, host.Services.GetProbe().Count("tick r"));
        await TicksAsync(host, "r", 1);
    }

    [Fact]
    public async Task Two_processes_deliver_a_tick_once()
    {
        var database = await StateTests.DatabaseAsync();
        var clock = new FakeClock();

        // The fake clock outruns a busy machine: a process that is only slow must not be taken for one that died.
        var lease = TimeSpan.FromDays(365);
        await using var one = await StateTests.HostAsync(database, clock, options => options.ReminderLease = lease);
        await using var two = await StateTests.HostAsync(database, clock, options => options.ReminderLease = lease);
        for (var i = 0; i < 10; i++)
        {
            await one.Grains.GetGrain<IReminderGrain>($"{i}").Remind($"r{i}", Minute, TimeSpan.FromDays(30));
        }

        var store = one.Services.GetRequiredService<IReminderStore>();
        for (var tick = 1; tick <= 3; tick++)
        {
            var due = (await store.NextAsync(Token))!.Value;
            clock.Advance(due - clock.GetUtcNow());
            await clock.AdvanceUntilAsync(async () => await AllDueAfterAsync(due), Second, Token);
            Assert.All(Ticks(), ticks => Assert.Equal(tick, ticks));
        }

        async Task<bool> AllDueAfterAsync(DateTimeOffset tick)
        {
            for (var i = 0; i < 10; i++)
            {
                if (Assert.Single(await store.ListAsync(GrainId.Create("reminder", $"{i}"), Token)).Due <= tick)
                {
                    return false;
                }
            }

            return true;
        }

        List<int> Ticks() => [.. Enumerable.Range(0, 10).Select(i => one.Services.GetProbe().Count($"tick r{i}") + two.Services.GetProbe().Count($"tick r{i}"))];
    }

    [Fact]
    public async Task A_tick_that_throws_is_followed_by_the_next()
    {
        await using var host = await TestGrainHost.StartAsync();
        await host.Grains.GetGrain<IReminderGrain>("a").Remind("bad", Minute, Minute);
        await TicksAsync(host, "bad", 1);
        await TicksAsync(host, "bad", 2);
    }

    [Fact]
    public async Task A_forgotten_reminder_ticks_no_more_and_a_changed_one_anew()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<IReminderGrain>("a");
        await grain.Remind("r", Minute, Minute);
        await grain.Remind("s", Minute, Minute);
        Assert.Equal(["r", "s"], await grain.Names());
        await grain.Forget("r");
        await grain.Remind("s", 10 * Minute, 10 * Minute);
        Assert.Equal(["s"], await grain.Names());
        await TicksAsync(host, "s", 1);
        AssertTicks(host, "s", "12:10:00", every: 10, "12:10");
        Assert.Equal(0, host.Services.GetProbe().Count("tick r"));
    }

    [Fact]
    public async Task A_period_below_a_minute_is_refused_and_so_is_a_grain_that_cannot_be_reminded()
    {
        await using var host = await TestGrainHost.StartAsync();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => host.Grains.GetGrain<IReminderGrain>("a").Remind("r", Minute, 59 * Second));
        Assert.Contains("grain timer", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Grains.GetGrain<IReminderGrain>("a").Remind("r", -Minute, Minute));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_due_reminder_is_taken_once_until_its_lease_ends(bool inMemory)
    {
        var clock = new FakeClock();
        var store = await StoreAsync(inMemory);
        var now = clock.GetUtcNow();
        Assert.Null(await store.NextAsync(Token));
        await store.PutAsync(Reminder("r", clock), Token);
        await store.PutAsync(Reminder("later", clock) with { Due = now + (3 * Minute) }, Token);
        Assert.Equal(now, await store.NextAsync(Token));
        Assert.Empty(await store.TakeDueAsync(now - Second, now + Minute, 10, Token));
        var taken = Assert.Single(await store.TakeDueAsync(now, now + Minute, 10, Token));
        Assert.Equal(("r", now, Minute), (taken.ReminderName, taken.First, taken.Period));
        Assert.Empty(await store.TakeDueAsync(now, now + Minute, 10, Token));
        Assert.Equal(now + Minute, await store.NextAsync(Token));
        var again = Assert.Single(await store.TakeDueAsync(now + Minute, now + (2 * Minute), 10, Token));

        // The first process comes back late: it has lost its claim.
        await store.PutBackAsync(taken, now + TimeSpan.FromDays(1), Token);
        Assert.Equal(now + (2 * Minute), await store.NextAsync(Token));
        await store.PutBackAsync(again, again.DueAfter(now + Minute), Token);
        Assert.Equal(now + (2 * Minute), Assert.Single(await store.ListAsync(again.Grain, Token), reminder => reminder.ReminderName == "r").Due);
        Assert.Empty(await store.ListAsync(GrainId.Create("reminder", "b"), Token));
    }

    [Theory]
    [InlineData(-30, 0)]
    [InlineData(0, 60)]
    [InlineData(59, 60)]
    [InlineData(60, 120)]
    [InlineData(3601, 3660)]
    public void The_schedule_stays_on_its_grid(int now, int expected)
    {
        var clock = new FakeClock();
        var reminder = Reminder("r", clock);
        Assert.Equal(reminder.First.AddSeconds(expected), reminder.DueAfter(reminder.First.AddSeconds(now)));
    }

    /// <summary>To the minute: the clock goes on while the host reads what is due.</summary>
    private static void AssertTicks(TestGrainHost host, string name, string first, int every, params string[] minutes)
    {
        var ticks = host.Services.GetProbe().Events.Where(entry => entry.StartsWith($"{name} at", StringComparison.Ordinal)).ToList();
        Assert.Equal(minutes, ticks.Select(tick => tick.Substring($"{name} at ".Length, "12:00".Length)));
        Assert.All(ticks, tick => Assert.EndsWith($"first {first}, every {every} min", tick, StringComparison.Ordinal));
    }

    private static Reminder Reminder(string name, FakeClock clock) =>
        new(GrainId.Create("reminder", "a"), name, clock.GetUtcNow(), Minute, clock.GetUtcNow(), Guid.NewGuid());

    private static async Task<IReminderStore> StoreAsync(bool inMemory) =>
        inMemory ? new MemoryReminderStore() : new PostgresReminderStore((await StateTests.DatabaseAsync()).GetRequiredService<NpgsqlDataSource>());

    /// <summary>Lets the time go on until that many ticks came and the last is put back; hardly while one is due, so that a slow machine misses no minute.</summary>
    private static async Task TicksAsync(TestGrainHost host, string name, int count)
    {
        var store = host.Services.GetRequiredService<IReminderStore>();
        await host.Clock.AdvanceUntilAsync(async () => await IsDueAsync() || Ticks() >= count, Second, Token);
        await host.Clock.AdvanceUntilAsync(async () => !await IsDueAsync() && Ticks() >= count && !host.IsBusy, 0.01 * Second, Token);
        Assert.Equal(count, Ticks());

        int Ticks() => host.Services.GetProbe().Count($"tick {name}");

        async Task<bool> IsDueAsync() => (await store.ListAsync(GrainId.Create("reminder", "a"), Token)).Any(reminder => reminder.Due <= host.Clock.GetUtcNow());
    }
}
