namespace Cto.Upstreams.World.Reliability;

/// <summary>One incident: what it is stands here, where it stands is told by its log.</summary>
internal sealed class Incident
{
    /// <summary>From 1, by when it was triggered.</summary>
    public required int Number { get; init; }

    /// <summary>PagerDuty's name of it; Opsgenie's is <see cref="Guid"/>.</summary>
    public required string Id { get; init; }
    public required string Guid { get; init; }

    /// <summary>What keeps one from being triggered twice.</summary>
    public required string Key { get; init; }
    public required string Title { get; init; }
    public required Service Service { get; init; }

    /// <summary><c>SEV-1</c> to <c>SEV-4</c>; <see langword="null"/> when nobody judged it.</summary>
    public string? Severity { get; init; }
    public required bool Urgent { get; init; }

    /// <summary>By time. What happened is there; what is to come too.</summary>
    public required List<LogEntry> Log { get; init; }

    public DateTimeOffset TriggeredAt => Log[0].At;

    /// <summary>Its log as far as it had happened.</summary>
    public IEnumerable<LogEntry> LogBy(DateTimeOffset now)
    {
        lock (Log)
        {
            return [.. Log.Where(entry => entry.At <= now)];
        }
    }

    public void Add(LogEntry entry)
    {
        lock (Log)
        {
            Log.Add(entry);
        }
    }

    /// <summary><c>triggered</c>, <c>acknowledged</c> or <c>resolved</c>.</summary>
    public string Status(DateTimeOffset now) => LogBy(now).Select(entry => entry.Type).LastOrDefault(type => type is LogType.Acknowledge or LogType.Resolve) switch
    {
        LogType.Acknowledge => "acknowledged",
        LogType.Resolve => "resolved",
        _ => "triggered",
    };

    public DateTimeOffset? When(LogType type, DateTimeOffset now) => LogBy(now).Where(entry => entry.Type == type).Select(entry => (DateTimeOffset?)entry.At).FirstOrDefault();

    /// <summary>Who has it.</summary>
    public Person? Assignee(DateTimeOffset now) => LogBy(now).Where(entry => entry.Type is LogType.Assign or LogType.Escalate).Select(entry => entry.Person).LastOrDefault();
}

/// <summary>One line of an incident's log.</summary>
/// <param name="Id">PagerDuty's.</param>
/// <param name="At">When.</param>
/// <param name="Type">What.</param>
/// <param name="Person">Who did it, or whom it reached; <see langword="null"/> for machines.</param>
internal sealed record LogEntry(string Id, DateTimeOffset At, LogType Type, Person? Person)
{
    /// <summary>By what: <c>push</c>, <c>sms</c>, <c>phone</c>; or what was noted.</summary>
    public string? Text { get; init; }
}

/// <summary>What a line of a log says; none comes first, because most incidents end.</summary>
internal enum LogType
{
    None,
    Trigger,
    Assign,
    Notify,
    Escalate,
    Acknowledge,
    Annotate,
    Resolve,
}
