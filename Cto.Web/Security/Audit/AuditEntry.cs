namespace Cto.Web.Security.Audit;

/// <summary>Something that somebody did.</summary>
/// <param name="Id">Goes up; the key of the next page.</param>
/// <param name="Actor"><c>user:{id}</c>, <c>token:{id}</c> or <c>system</c>.</param>
/// <param name="ActorName">What people call the actor.</param>
/// <param name="Action">Subject and verb, for example <c>source.connected</c>.</param>
/// <param name="Subject">What it was done to, in words.</param>
/// <param name="Detail">More, by name; never a secret.</param>
/// <param name="Address">The network address it came from; <see langword="null"/> for the program itself.</param>
public sealed record AuditEntry(
    long Id, DateTimeOffset At, string Actor, string ActorName, string Action, string Subject, IReadOnlyDictionary<string, string> Detail, string? Address);
