using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Reliability;

namespace Cto.Connectors.PagerDuty;

/// <summary>A rotation, rendered for a span of time.</summary>
internal sealed class PagerDutySchedule : PagerDutyReference
{
    public string? TimeZone { get; set; }
    public PagerDutyReference?[]? Teams { get; set; }
    public PagerDutySubSchedule? FinalSchedule { get; set; }
    public PagerDutySubSchedule? OverridesSubschedule { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public OnCallSchedule? ToFact(DateTimeOffset from, DateTimeOffset until) => string.IsNullOrEmpty(Id) || Title is null ? null : new()
    {
        Key = KeyOf(Id),
        Url = HtmlUrl,
        Name = Title,
        Team = Teams?.OfType<PagerDutyReference>().FirstOrDefault()?.Title,
        TimeZone = TimeZone,
        KnownFrom = FinalSchedule is null ? null : from,
        KnownUntil = FinalSchedule is null ? null : until,
    };

    /// <summary>Who answers when, overrides included; an entry without an end lasts as long as is known.</summary>
    public IEnumerable<OnCallShift> Shifts(PagerDutyPeople people, DateTimeOffset until)
    {
        var overrides = OverridesSubschedule?.Entries.ToHashSet() ?? [];
        return (FinalSchedule?.Entries ?? []).Distinct().Select(entry => new OnCallShift
        {
            Key = ShiftLedger.Key(KeyOf(Id!), entry.Start, entry.User),
            Url = HtmlUrl,
            Schedule = KeyOf(Id!),
            Person = entry.Name,
            Email = people.Email(entry.User),
            StartsAt = entry.Start,
            EndsAt = entry.End ?? until,
            Override = overrides.Any(other => other.User == entry.User && other.Start < (entry.End ?? until) && entry.Start < (other.End ?? until)),
        });
    }
}

/// <summary>A schedule's final form, or its overrides.</summary>
internal sealed class PagerDutySubSchedule
{
    public PagerDutyScheduleEntry?[]? RenderedScheduleEntries { get; set; }

    [JsonIgnore]
    public IEnumerable<PagerDutyTurn> Entries => (RenderedScheduleEntries ?? []).OfType<PagerDutyScheduleEntry>().Select(entry => entry.Turn).OfType<PagerDutyTurn>();
}

/// <summary>A turn as PagerDuty writes it.</summary>
internal sealed class PagerDutyScheduleEntry
{
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Start { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? End { get; set; }
    public PagerDutyReference? User { get; set; }

    [JsonIgnore]
    public PagerDutyTurn? Turn => Start is { } start && User is { Id: { Length: > 0 } id } user && !(End <= start) ? new(start, End, id, user.Title ?? id) : null;
}

/// <summary>A turn that is complete; <paramref name="End"/> is <see langword="null"/> when it does not end.</summary>
internal sealed record PagerDutyTurn(DateTimeOffset Start, DateTimeOffset? End, string User, string Name);
