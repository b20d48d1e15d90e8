using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>Tries a connection live: as whom, what is in reach and which rights are missing.</summary>
internal sealed class PagerDutyCheck(PagerDutySessions sessions)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        // Every key may read services: what fails here is the key or the address.
        var (services, _) = await session.AllAsync<PagerDutyServicePage, PagerDutyService>(offset => session.Api.ServicesAsync(null, PagerDutyApi.PageSize, offset, cancellationToken));
        var who = await WhoAsync(session, cancellationToken);
        var warnings = new List<string>();
        await foreach (var warning in Ordered.SelectAsync(Probes(session), PagerDutySession.Degree, TryAsync, cancellationToken))
        {
            warnings.AddRange(warning is null ? [] : [warning]);
        }

        if (who is null && session.Settings.Actor is null)
        {
            warnings.Add("Incidents cannot be triggered, acknowledged or noted: a key of the account acts for nobody. Set 'Act as' to a user's e-mail if they should be.");
        }

        var host = services.Select(service => service.HtmlUrl).FirstOrDefault(page => page is not null) is { } page && Uri.TryCreate(page, UriKind.Absolute, out var site) ? $" to {site.Host}" : "";
        return new($"Connected{host} {(who is null ? "with a key of the account" : $"as {who}")}: {services.Count} {(services.Count == 1 ? "service" : "services")} in reach.") { Warnings = warnings };
    }

    /// <returns><see langword="null"/> for a key of the account, which is nobody's.</returns>
    private static async Task<string?> WhoAsync(PagerDutySession session, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Account.MeAsync(cancellationToken)).Content.User is { } user ? user.Address ?? user.Title : null;
        }
        catch (SourceException e) when (e.Fault is SourceFault.UnexpectedReply or SourceFault.NotFound or SourceFault.Forbidden)
        {
            // 400: "Authentication token does not belong to a user".
            return null;
        }
    }

    private static (string What, string Scope, Func<CancellationToken, Task> Ask)[] Probes(PagerDutySession session)
    {
        var now = session.Clock.GetUtcNow();
        var (since, until) = (PagerDutySession.Time(now.AddDays(-1)), PagerDutySession.Time(now));
        return
        [
            ("Incidents", "incidents.read", token => session.Api.IncidentsAsync(since, until, null, null, null, 1, 0, token)),
            ("The log of incidents", "incidents.read", token => session.Api.LogAsync(since, until, "channels", 1, 0, token)),
            ("Schedules", "schedules.read", token => session.Api.SchedulesAsync(null, null, null, null, 1, 0, token)),
            ("Escalation policies", "escalation_policies.read", token => session.Api.EscalationPoliciesAsync(1, 0, token)),
            ("People", "users.read", token => session.Account.UsersAsync(1, 0, token)),
            ("Teams", "teams.read", token => session.Account.TeamsAsync(1, 0, token)),
        ];
    }

    private static async Task<string?> TryAsync((string What, string Scope, Func<CancellationToken, Task> Ask) probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe.Ask(cancellationToken);
            return null;
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            return $"{probe.What} cannot be read (scope {probe.Scope}), so the numbers made of them will have no data: {e.Message}";
        }
    }
}
