using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.AppHost.Lifetime;

/// <summary>Starts again what ended of itself: Aspire shows it as ended and leaves it at that. What was asked to stop rests.</summary>
internal sealed partial class KeepRunning(
    ResourceNotificationService notifications, ResourceCommandService commands, ResourceLoggerService loggers, Announcement announcement, Outcome outcome, TimeProvider clock) : BackgroundService
{
    private const int FirstAttempts = 3;

    private readonly ConcurrentDictionary<string, Process> _processes = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (change.Resource is ProjectResource && change.Snapshot.State?.Text is { } state)
            {
                Look(change, _processes.GetOrAdd(change.ResourceId, _ => new(new(clock))), state, stoppingToken);
            }
        }
    }

    private void Look(ResourceEvent change, Process process, string state, CancellationToken stoppingToken)
    {
        if (state == KnownResourceStates.Running)
        {
            process.Backoff.Started();
            process.IsUp = true;
        }
        else if (state == KnownResourceStates.Stopping)
        {
            process.IsUp = false;
        }
        else if (KnownResourceStates.TerminalStates.Contains(state) && process.IsUp)
        {
            process.IsUp = false;
            _ = StartAgainAsync(change, process, stoppingToken);
        }
    }

    private async Task StartAgainAsync(ResourceEvent change, Process process, CancellationToken stoppingToken)
    {
        var pause = process.Backoff.Ended();
        var ended = $"ended with status {change.Snapshot.ExitCode}";
        if (!announcement.IsMade && process.Backoff.Failures >= FirstAttempts)
        {
            outcome.Fail($"{change.Resource.Name} {ended} before it was ready: {announcement.LastWords(change.Resource.Name)}");
            return;
        }

        var log = loggers.GetLogger(change.Resource);
        LogEnded(log, ended);
        LogPause(log, pause.TotalSeconds);
        try
        {
            await Task.Delay(pause, clock, stoppingToken);
            await commands.ExecuteCommandAsync(change.ResourceId, KnownResourceCommands.StartCommand, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Everything stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Reason}")]
    private static partial void LogEnded(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "starting again in {Seconds:0.#} s")]
    private static partial void LogPause(ILogger log, double seconds);

    private sealed class Process(Backoff backoff)
    {
        public Backoff Backoff { get; } = backoff;

        public bool IsUp { get; set; }
    }
}
