using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>Tries a connection live: what is in reach, who is on call, and which rights are missing.</summary>
internal sealed class OpsgenieCheck(OpsgenieSessions sessions)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        // Every key with the right to read may see alerts: what fails here is the key or the address.
        await session.Api.AlertsAsync(null, "updatedAt", "desc", 1, 0, cancellationToken);
        var warnings = new List<string>();
        var schedules = await TryAsync("Schedules", "Configuration access", async () =>
            (await session.Api.SchedulesAsync(cancellationToken)).Content.Data?.Count(schedule => schedule?.Enabled is not false));
        var onCall = schedules > 0
            ? await TryAsync("Who is on call", "Configuration access", async () =>
                (await session.Api.OnCallsAsync(true, cancellationToken)).Content.Data?.SelectMany(now => now?.OnCallRecipients ?? []).Distinct().Count())
            : null;
        await TryAsync("Incidents", "Read", async () =>
            (await session.Api.IncidentsAsync(OpsgenieAlertStream.Between("createdAt", session.Clock.GetUtcNow().AddDays(-1), session.Clock.GetUtcNow()), "createdAt", "asc", 1, 0, cancellationToken)).Content.Data?.Length);
        await TryAsync("Teams", "Configuration access", async () => (await session.Account.TeamsAsync(cancellationToken)).Content.Data?.Length);
        return new($"Connected to {session.Settings.BaseAddress.Host}: {(schedules is null ? "no schedules" : schedules == 1 ? "1 schedule" : $"{schedules} schedules")} in reach{(onCall is null ? "" : $", {onCall} on call now")}.")
        {
            Warnings = warnings,
        };

        async Task<int?> TryAsync(string what, string right, Func<Task<int?>> ask)
        {
            try
            {
                return await ask();
            }
            catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
            {
                warnings.Add($"{what} cannot be read (the key needs '{right}'), so the numbers made of them will have no data: {e.Message}");
                return null;
            }
        }
    }
}
