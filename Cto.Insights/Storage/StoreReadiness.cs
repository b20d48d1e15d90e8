using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.Insights.Storage;

/// <summary>Migrates before the other services start; a database that is still starting is waited for.</summary>
public sealed partial class StoreReadiness : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly SchemaMigrator _migrator;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreReadiness> _logger;

    internal StoreReadiness(SchemaMigrator migrator, TimeProvider clock, ILogger<StoreReadiness> logger)
    {
        _migrator = migrator;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Whether the schema is up to date: for <c>/health/ready</c>.</summary>
    public bool Migrated { get; private set; }

    /// <summary>Migrates now; tests without a host call it themselves.</summary>
    /// <exception cref="SchemaException">The schema cannot be brought up to date; the message says what to do.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var giveUpAt = _clock.GetUtcNow() + Patience;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _migrator.MigrateAsync(cancellationToken);
                Migrated = true;
                return;
            }
            catch (Exception e) when (StoreFailures.IsPassing(e) && _clock.GetUtcNow() < giveUpAt)
            {
                if (attempt == 1)
                {
                    LogWaiting(e.Message);
                }

                await Task.Delay(Pause, _clock, cancellationToken);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Waiting for the database: {Reason}")]
    private partial void LogWaiting(string reason);
}
