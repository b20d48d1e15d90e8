using System.Globalization;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.PagerDuty;

/// <summary>Triggers, acknowledges and annotates incidents, each once however often it is tried, and reads back what came of it.</summary>
internal sealed class PagerDutyActions(PagerDutySessions sessions) : ISourceActions
{
    public IReadOnlyList<ActionDescriptor> Known { get; } =
    [
        new(typeof(TriggerIncident), "Trigger a PagerDuty incident", PagerDutyDescriptor.Acting),
        new(typeof(AcknowledgeIncident), "Acknowledge a PagerDuty incident", PagerDutyDescriptor.Acting),
        new(typeof(AddIncidentNote), "Add a note to a PagerDuty incident", PagerDutyDescriptor.Acting),
    ];

    public Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        return action switch
        {
            TriggerIncident trigger => TriggerAsync(session, trigger, cancellationToken),
            AcknowledgeIncident acknowledge => AcknowledgeAsync(session, acknowledge, cancellationToken),
            AddIncidentNote note => NoteAsync(session, note, cancellationToken),
            _ => throw new NotSupportedException($"PagerDuty has no action {action.GetType().Name}."),
        };
    }

    private static async Task<ActionOutcome> TriggerAsync(PagerDutySession session, TriggerIncident trigger, CancellationToken cancellationToken)
    {
        var key = trigger.Id.ToString("N");
        var (incident, _) = await OnceOnly.MakeAsync(
            token => WithKeyAsync(session, key, token),
            token => ServiceAsync(session, trigger.Service, token),
            (service, token) => CreateAsync(session, service, trigger, key, token),
            "PagerDuty triggered the incident",
            "Try again: an incident that was triggered bears the action's id, is found and not triggered twice.",
            cancellationToken);
        return await OutcomeAsync(session, incident.Id, "is triggered", cancellationToken);
    }

    private static async Task<PagerDutyIncident> CreateAsync(PagerDutySession session, PagerDutyService service, TriggerIncident trigger, string key, CancellationToken cancellationToken)
    {
        var content = new PagerDutyNewIncidentContent(
            trigger.Title, new(service.Id!, "service_reference"), trigger.Urgent ? "high" : "low", key, trigger.Details is { Length: > 0 } details ? new(details) : null);
        return (await session.Account.CreateIncidentAsync(session.Settings.Actor, new(content), cancellationToken)).Content.Incident ?? throw Silent();
    }

    private static async Task<ActionOutcome> AcknowledgeAsync(PagerDutySession session, AcknowledgeIncident acknowledge, CancellationToken cancellationToken)
    {
        var incident = await FindAsync(session, acknowledge.Incident, cancellationToken);
        switch (incident.State)
        {
            case IncidentStatus.Resolved:
                throw new SourceException(SourceFault.InvalidSettings, $"Incident #{incident.IncidentNumber} is resolved already, so it cannot be acknowledged.") { Remedy = "Nothing to do." };
            case IncidentStatus.Acknowledged:
                break;
            default:
                await session.Account.UpdateIncidentAsync(incident.Id!, session.Settings.Actor, new(new("acknowledged")), cancellationToken);
                break;
        }

        return await OutcomeAsync(session, incident.Id, "is acknowledged", cancellationToken);
    }

    private static async Task<ActionOutcome> NoteAsync(PagerDutySession session, AddIncidentNote note, CancellationToken cancellationToken)
    {
        var incident = await FindAsync(session, note.Incident, cancellationToken);
        // PagerDuty knows no key of a note: its own last line tells it from another of the same words.
        var content = $"{note.Text}\n\n(CTO Assistant, {note.Id.ToString("N")[..12]})";
        await OnceOnly.MakeAsync(
            NotedAsync,
            async token =>
            {
                await session.Account.CreateNoteAsync(incident.Id!, session.Settings.Actor, new() { Note = new() { Content = content } }, token);
                return await NotedAsync(token) ?? throw Silent();
            },
            "PagerDuty took the note",
            "Try again: a note that is there is found and not written twice.",
            cancellationToken);
        return await OutcomeAsync(session, incident.Id, "has the note", cancellationToken);

        async Task<PagerDutyNote?> NotedAsync(CancellationToken token) =>
            (await session.Api.NotesAsync(incident.Id!, token)).Content.Notes?.FirstOrDefault(known => known?.Content?.Trim() == content);
    }

    private static async Task<ActionOutcome> OutcomeAsync(PagerDutySession session, string? id, string became, CancellationToken cancellationToken)
    {
        var (_, incident, log) = await session.IncidentAsync(id ?? throw Silent(), cancellationToken);
        if (incident is null)
        {
            throw Silent();
        }

        var people = await PagerDutyPeople.ReadAsync(session, cancellationToken);
        return new($"Incident #{incident.IncidentNumber} “{incident.Subject}” {became}; it is {incident.Status} now.", $"#{incident.IncidentNumber}", incident.HtmlUrl)
        {
            Facts = [.. log.Select(entry => (Domain.Fact?)entry.ToFact(id, people)).Prepend(incident.ToFact(session.Settings.Severities, log)).OfType<Domain.Fact>()],
        };
    }

    private static async Task<PagerDutyIncident?> WithKeyAsync(PagerDutySession session, string key, CancellationToken cancellationToken) =>
        (await session.Api.IncidentsAsync(null, null, null, key, "all", 1, 0, cancellationToken)).Content.Items.FirstOrDefault(incident => incident.IncidentKey == key);

    /// <summary>An incident by its number, its id or its fact's key.</summary>
    private static async Task<PagerDutyIncident> FindAsync(PagerDutySession session, string name, CancellationToken cancellationToken)
    {
        // PagerDuty takes a number where it takes an id.
        var id = name.Trim().TrimStart('#');
        id = id.StartsWith("pagerduty:", StringComparison.Ordinal) ? id["pagerduty:".Length..] : id;
        return (await session.Api.IncidentAsync(id, cancellationToken)).Content.Incident is { Id.Length: > 0 } incident
            ? incident
            : throw new SourceException(SourceFault.NotFound, string.Create(CultureInfo.InvariantCulture, $"PagerDuty has no incident {id}."));
    }

    private static async Task<PagerDutyService> ServiceAsync(PagerDutySession session, string name, CancellationToken cancellationToken)
    {
        var (services, _) = await session.AllAsync<PagerDutyServicePage, PagerDutyService>(offset => session.Api.ServicesAsync(null, PagerDutyApi.PageSize, offset, cancellationToken));
        return services.FirstOrDefault(service => service.Id is not null && (PagerDutyReference.KeyOf(service.Id) == name || service.Id == name))
            ?? services.FirstOrDefault(service => string.Equals(service.Title, name.Trim(), StringComparison.OrdinalIgnoreCase) && service.Id is not null)
            ?? throw new SourceException(SourceFault.NotFound, $"PagerDuty has no service '{name}'.") { Remedy = "Name a service as PagerDuty spells it." };
    }

    private static SourceException Silent() => new(SourceFault.UnexpectedReply, "PagerDuty took the request and does not show what came of it.")
    {
        Remedy = "Look at the incident in PagerDuty before trying again.",
    };
}
