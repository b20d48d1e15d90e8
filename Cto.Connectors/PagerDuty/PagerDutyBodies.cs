namespace Cto.Connectors.PagerDuty;

/// <summary>Answers that hold one thing below its name.</summary>
internal sealed class PagerDutyIncidentBody
{
    public PagerDutyIncident? Incident { get; set; }
}

internal sealed class PagerDutyScheduleBody
{
    public PagerDutySchedule? Schedule { get; set; }
}

internal sealed class PagerDutyUserBody
{
    public PagerDutyUser? User { get; set; }
}

internal sealed class PagerDutyNoteBody
{
    public PagerDutyNote? Note { get; set; }
}

internal sealed class PagerDutyNotes
{
    public PagerDutyNote?[]? Notes { get; set; }
}

/// <summary>What somebody wrote into an incident.</summary>
internal sealed class PagerDutyNote
{
    public string? Content { get; set; }
}

/// <summary>An incident to be.</summary>
internal sealed record PagerDutyNewIncident(PagerDutyNewIncidentContent Incident);

internal sealed record PagerDutyNewIncidentContent(string Title, PagerDutyTyped Service, string Urgency, string IncidentKey, PagerDutyDetails? Body, string Type = "incident");

internal sealed record PagerDutyTyped(string Id, string Type);

internal sealed record PagerDutyDetails(string Details, string Type = "incident_body");

/// <summary>What an incident is to become.</summary>
internal sealed record PagerDutyIncidentUpdate(PagerDutyIncidentStatus Incident);

internal sealed record PagerDutyIncidentStatus(string Status, string Type = "incident_reference");

internal sealed class PagerDutyErrorBody
{
    public PagerDutyError? Error { get; set; }
}

/// <summary>Why PagerDuty refused.</summary>
internal sealed class PagerDutyError
{
    public string? Message { get; set; }
    public string[]? Errors { get; set; }
}
