using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Embedded;

/// <summary>Delivers due reminders; a grain that fails or is slow holds up no other.</summary>
internal sealed partial class ReminderService(
    GrainRuntime runtime, IReminderStore store, ReminderRegistry registry, EmbeddedGrainOptions options, TimeProvider clock, ILogger<ReminderService> logger) : BackgroundService
{
    private const int TakenAtOnce = 100;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var deliveries = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var changed = registry.Changed;
                var now = clock.GetUtcNow();
                var due = await store.TakeDueAsync(now, now + options.ReminderLease, TakenAtOnce, stoppingToken);
                deliveries.RemoveAll(delivery => delivery.IsCompleted);
                deliveries.AddRange(due.Select(DeliverAsync));
                if (due.Count < TakenAtOnce)
                {
                    await PauseAsync(await store.NextAsync(stoppingToken), changed, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                LogPollFailed(exception);
                await Task.WhenAny(Task.Delay(PauseAfterFailure, clock, stoppingToken));
            }
        }

        // What is still under way ends with its grain, within the host's own time for stopping; a tick that does not is delivered again.
        deliveries.RemoveAll(delivery => delivery.IsCompleted);
        LogStopped(deliveries.Count);
    }

    private async Task PauseAsync(DateTimeOffset? next, Task changed, CancellationToken cancellationToken)
    {
        var pause = next is { } at ? at - clock.GetUtcNow() : options.ReminderPoll;
        if (pause > TimeSpan.Zero)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(pause < options.ReminderPoll ? pause : options.ReminderPoll, clock, over.Token));
            await over.CancelAsync();
        }
    }

    private async Task DeliverAsync(Reminder reminder)
    {
        var now = clock.GetUtcNow();
        try
        {
            await runtime.Factory.GetGrain<IRemindable>(reminder.Grain)
                .ReceiveReminder(reminder.ReminderName, new TickStatus(reminder.First.UtcDateTime, reminder.Period, now.UtcDateTime));
        }
        catch (SiloUnavailableException)
        {
            // Left taken: whoever runs next delivers it when the lease ends.
            return;
        }
        catch (Exception exception)
        {
            LogDeliveryFailed(exception, reminder.ReminderName, reminder.Grain);
        }

        try
        {
            await store.PutBackAsync(reminder, reminder.DueAfter(now), CancellationToken.None);
            registry.Wake();
        }
        catch (Exception exception)
        {
            LogPollFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Debug, "No more reminders are looked for; {Count} are being delivered.")]
    private partial void LogStopped(int count);

    [LoggerMessage(LogLevel.Error, "Reminders cannot be read or written; trying again.")]
    private partial void LogPollFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Reminder {Reminder} of {Grain} failed; its next tick comes as planned.")]
    private partial void LogDeliveryFailed(Exception exception, string reminder, GrainId grain);
}
