using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Reliability;

namespace Cto.Connectors.Opsgenie;

/// <summary>A schedule as Opsgenie knows it.</summary>
internal sealed class OpsgenieSchedule : OpsgenieNamed
{
    public string? Timezone { get; set; }
    public bool? Enabled { get; set; }
    public OpsgenieNamed? OwnerTeam { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it, or is switched off.</returns>
    public OnCallSchedule? ToFact(DateTimeOffset from, DateTimeOffset until) => string.IsNullOrEmpty(Id) || string.IsNullOrEmpty(Name) || Enabled is false ? null : new()
    {
        Key = KeyOf(Id),
        Name = Name,
        Team = OwnerTeam?.Name,
        TimeZone = Timezone,
        KnownFrom = from,
        KnownUntil = until,
    };
}

internal sealed class OpsgenieTimelineBody
{
    public OpsgenieTimelines? Data { get; set; }
}

internal sealed class OpsgenieTimelines
{
    public OpsgenieTimeline? FinalTimeline { get; set; }
}

/// <summary>Who answers when, overrides included.</summary>
internal sealed class OpsgenieTimeline
{
    public OpsgenieRotation?[]? Rotations { get; set; }

    /// <summary>The turns that somebody has; a turn of nobody is a hole, and a hole is no shift.</summary>
    public IEnumerable<OnCallShift> Shifts(string schedule) => (Rotations ?? []).SelectMany(rotation => rotation?.Periods ?? []).OfType<OpsgeniePeriod>().SelectMany(period => period.Shifts(schedule));
}

internal sealed class OpsgenieRotation
{
    public OpsgeniePeriod?[]? Periods { get; set; }
}

/// <summary>One turn: of a person, or of what stood for one in the past.</summary>
internal sealed class OpsgeniePeriod
{
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? StartDate { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? EndDate { get; set; }

    /// <summary><c>historical</c>, <c>default</c>, <c>override</c> or <c>forwarding</c>.</summary>
    public string? Type { get; set; }
    public OpsgenieRecipient? Recipient { get; set; }
    public OpsgenieRecipient?[]? FlattenedRecipients { get; set; }

    public IEnumerable<OnCallShift> Shifts(string schedule)
    {
        if (StartDate is not { } start || EndDate is not { } end || end <= start)
        {
            yield break;
        }

        var people = FlattenedRecipients is { Length: > 0 } several ? several : [Recipient];
        foreach (var person in people.OfType<OpsgenieRecipient>().Where(person => person is { Name.Length: > 0, Type: not ("none" or "noRecipient") }))
        {
            yield return new()
            {
                Key = ShiftLedger.Key(schedule, start, person.Name!),
                Schedule = schedule,
                Person = person.Name!,
                // A user's name is an e-mail address; an escalation's or a team's is none.
                Email = person.Name!.Contains('@', StringComparison.Ordinal) ? person.Name.ToLowerInvariant() : null,
                StartsAt = start,
                EndsAt = end,
                Override = Type is "override" or "forwarding",
            };
        }
    }
}

internal sealed class OpsgenieRecipient
{
    public string? Type { get; set; }
    public string? Name { get; set; }
}
