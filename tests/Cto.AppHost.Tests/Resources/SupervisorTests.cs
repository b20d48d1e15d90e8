using Cto.AppHost.Resources;
using Cto.Testing;

namespace Cto.AppHost.Tests.Resources;

public sealed class SupervisorTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly FakeClock _clock = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_ends_again_and_again_is_started_after_a_pause_that_doubles()
    {
        var web = new Flaky(readyAt: 1);
        await using var supervisor = new Supervisor(web, new(_output, colour: false), _clock);
        await supervisor.StartAsync(Now);

        for (var starts = 2; starts <= 4; starts++)
        {
            web.End();

            // Until it waits the time stands, which would count as time that it ran.
            await _clock.AdvanceUntilAsync(() => _clock.ArmedTimers == 1, TimeSpan.Zero, Now);
            await _clock.AdvanceUntilAsync(() => web.Starts == starts, Step, Now);
        }

        Assert.Contains("starting again in 0.5 s", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("starting again in 1 s", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("starting again in 2 s", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ran_for_long_before_it_ended_is_started_again_soon()
    {
        var web = new Flaky(readyAt: 1);
        await using var supervisor = new Supervisor(web, new(_output, colour: false), _clock);
        await supervisor.StartAsync(Now);

        for (var starts = 2; starts <= 4; starts++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            web.End();
            await _clock.AdvanceUntilAsync(() => web.Starts == starts, Step, Now);
        }

        Assert.DoesNotContain("starting again in 1 s", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_start_that_fails_in_passing_is_tried_again()
    {
        var web = new Flaky(readyAt: 3);
        await using var supervisor = new Supervisor(web, new(_output, colour: false), _clock);

        var ready = supervisor.StartAsync(Now);
        await _clock.AdvanceUntilAsync(() => ready.IsCompleted, Step, Now);

        await ready;
        Assert.Equal(3, web.Starts);
    }

    [Fact]
    public async Task A_first_start_that_never_succeeds_is_given_up_with_its_reason()
    {
        var web = new Flaky(readyAt: int.MaxValue);
        await using var supervisor = new Supervisor(web, new(_output, colour: false), _clock);

        var ready = supervisor.StartAsync(Now);
        await _clock.AdvanceUntilAsync(() => ready.IsCompleted, Step, Now);

        var failed = await Assert.ThrowsAsync<ResourceFailedException>(() => ready);
        Assert.Equal("start 3 failed", failed.Message);
        Assert.Equal(web.Starts, web.Stops);
    }

    public void Dispose() => _output.Dispose();

    /// <summary>A resource that ends when told, and whose first starts fail.</summary>
    private sealed class Flaky(int readyAt) : Resource("web")
    {
        private TaskCompletionSource<string> _ended = new();

        public int Starts { get; private set; }

        public int Stops { get; private set; }

        public override string Address => "nowhere";

        public void End() => _ended.SetResult("ended with status 1");

        public override Task StartAsync(CancellationToken cancellationToken)
        {
            _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Starts++;
            return Starts < readyAt ? throw new ResourceFailedException($"start {Starts} failed") : Task.CompletedTask;
        }

        public override Task<string> EndedAsync() => _ended.Task;

        public override Task StopAsync()
        {
            Stops++;
            return Task.CompletedTask;
        }
    }
}
