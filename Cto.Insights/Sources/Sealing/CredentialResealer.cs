using Cto.Insights.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.Insights.Sources.Sealing;

/// <summary>Seals credentials anew when a new key is active, so that old keys can be taken out of service: at start, every hour, and on demand.</summary>
/// <remarks>May be killed anywhere and run in several processes at once: each row is replaced by itself, and only if it is still the one that was read.</remarks>
public sealed partial class CredentialResealer(SourceStore sources, TimeProvider clock, ILogger<CredentialResealer> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Goes through the credentials of every company.</summary>
    public async Task<ResealCount> RunAsync(CancellationToken cancellationToken)
    {
        var count = new ResealCount(0, 0, 0);
        foreach (var tenant in (await sources.AddressesAsync(cancellationToken)).Select(address => address.TenantId).Distinct())
        {
            count += await sources.ResealAsync(tenant, cancellationToken);
        }

        if (count is not { Resealed: 0, Lost: 0 })
        {
            LogResealed(count.Lost > 0 ? LogLevel.Warning : LogLevel.Information, count.Resealed, count.Current, count.Lost);
        }

        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                await Task.Delay(Every, clock, stoppingToken);
            }
            catch (Exception e) when (StoreFailures.IsPassing(e))
            {
                await Task.Delay(Pause, clock, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A key ring that cannot be read is told by everything that needs it; it must not end the process from here.
                LogNotResealed(e);
                await Task.Delay(Every, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The credentials could not be sealed anew.")]
    private partial void LogNotResealed(Exception exception);

    [LoggerMessage("Credentials sealed anew with the active key: {Resealed}; sealed with it before: {Current}; sealed with a key that is gone: {Lost}.")]
    private partial void LogResealed(LogLevel level, long resealed, long current, long lost);
}

/// <summary>What became of credentials.</summary>
/// <param name="Resealed">Sealed anew with the active key.</param>
/// <param name="Current">Sealed with it before.</param>
/// <param name="Lost">Cannot be opened: their key is gone, and a person must give them again.</param>
public sealed record ResealCount(long Resealed, long Current, long Lost)
{
    public static ResealCount operator +(ResealCount one, ResealCount other) => new(one.Resealed + other.Resealed, one.Current + other.Current, one.Lost + other.Lost);
}
