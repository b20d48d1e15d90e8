using Cto.Domain;
using Cto.Domain.Reliability;
using Monitor = Cto.Domain.Reliability.Monitor;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of how well it runs.</summary>
internal static class ReliabilityTables
{
    public static IEnumerable<FactTable> All => [Alert(), EscalationPolicy(), Host(), IncidentEvent(), MetricSample(), Monitor(), OnCallSchedule(), OnCallShift(), SliSample(), Slo()];

    private static FactTable<Alert> Alert() => new(FactKinds.Alert, new FactColumns<Alert>()
        .Text("title", fact => fact.Title)
        .Name("service", fact => fact.Service)
        .Name("team", fact => fact.Team)
        .Name("priority", fact => fact.Priority)
        .Choice<AlertStatus>("status", fact => fact.Status)
        .Name("origin", fact => fact.Origin)
        .Name("assignee", fact => fact.Assignee)
        .Time("started_at", fact => fact.StartedAt)
        .Time("acknowledged_at", fact => fact.AcknowledgedAt)
        .Time("closed_at", fact => fact.ClosedAt));

    private static FactTable<EscalationPolicy> EscalationPolicy() => new(FactKinds.EscalationPolicy, new FactColumns<EscalationPolicy>()
        .Name("name", fact => fact.Name, required: true)
        .Name("team", fact => fact.Team)
        .Texts("services", fact => fact.Services)
        .Texts("levels", fact => fact.Levels));

    private static FactTable<Host> Host() => new(FactKinds.Host, new FactColumns<Host>()
        .Name("name", fact => fact.Name, required: true)
        .Name("service", fact => fact.Service)
        .Name("environment", fact => fact.Environment)
        .Name("provider", fact => fact.Provider)
        .Name("region", fact => fact.Region)
        .Name("instance_type", fact => fact.InstanceType)
        .Flag("up", fact => fact.Up)
        .Time("last_seen_at", fact => fact.LastSeenAt)
        .Texts("tags", fact => fact.Tags));

    private static FactTable<IncidentEvent> IncidentEvent() => new(FactKinds.IncidentEvent, new FactColumns<IncidentEvent>()
        .Name("incident", fact => fact.Incident, required: true)
        .Choice<IncidentEventType>("type", fact => fact.Type)
        .Time("at", fact => fact.At)
        .Name("person", fact => fact.Person)
        .Email("email", fact => fact.Email)
        .Name("channel", fact => fact.Channel)
        .Text("summary", fact => fact.Summary));

    private static FactTable<MetricSample> MetricSample() => new(FactKinds.MetricSample, new FactColumns<MetricSample>()
        .Name("metric", fact => fact.Metric, required: true)
        .Name("subject", fact => fact.Subject, required: true)
        .Name("service", fact => fact.Service)
        .Time("at", fact => fact.At)
        .Integer("seconds", fact => fact.Seconds)
        .Number("value", fact => fact.Value)
        .Name("unit", fact => fact.Unit));

    private static FactTable<Monitor> Monitor() => new(FactKinds.Monitor, new FactColumns<Monitor>()
        .Name("name", fact => fact.Name, required: true)
        .Name("service", fact => fact.Service)
        .Name("type", fact => fact.Type)
        .Text("query", fact => fact.Query)
        .Choice<MonitorState>("state", fact => fact.State)
        .Time("since", fact => fact.Since)
        .Flag("muted", fact => fact.Muted)
        .Integer("priority", fact => fact.Priority)
        .Texts("tags", fact => fact.Tags));

    private static FactTable<OnCallSchedule> OnCallSchedule() => new(FactKinds.OnCallSchedule, new FactColumns<OnCallSchedule>()
        .Name("name", fact => fact.Name, required: true)
        .Name("team", fact => fact.Team)
        .Name("time_zone", fact => fact.TimeZone)
        .Time("known_from", fact => fact.KnownFrom)
        .Time("known_until", fact => fact.KnownUntil));

    private static FactTable<OnCallShift> OnCallShift() => new(FactKinds.OnCallShift, new FactColumns<OnCallShift>()
        .Name("schedule", fact => fact.Schedule, required: true)
        .Name("person", fact => fact.Person, required: true)
        .Email("email", fact => fact.Email)
        .Time("starts_at", fact => fact.StartsAt)
        .Time("ends_at", fact => fact.EndsAt)
        .Flag("override", fact => fact.Override));

    private static FactTable<SliSample> SliSample() => new(FactKinds.SliSample, new FactColumns<SliSample>()
        .Name("slo", fact => fact.Slo, required: true)
        .Time("at", fact => fact.At)
        .Integer("seconds", fact => fact.Seconds)
        .Number("good", fact => fact.Good)
        .Number("total", fact => fact.Total));

    private static FactTable<Slo> Slo() => new(FactKinds.Slo, new FactColumns<Slo>()
        .Name("name", fact => fact.Name, required: true)
        .Name("service", fact => fact.Service)
        .Name("type", fact => fact.Type)
        .Number("target", fact => fact.Target)
        .Integer("window_days", fact => fact.WindowDays)
        .Text("description", fact => fact.Description)
        .Texts("tags", fact => fact.Tags));
}
