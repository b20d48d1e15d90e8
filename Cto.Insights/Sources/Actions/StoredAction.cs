namespace Cto.Insights.Sources.Actions;

/// <summary>An action as it was asked of a source.</summary>
/// <param name="Type">Its name in the API, <c>create-issue</c>.</param>
/// <param name="Fingerprint">Of the request: one id never stands for two things.</param>
/// <param name="AskedBy">Who confirmed it.</param>
public sealed record WantedAction(Guid TenantId, Guid SourceId, Guid Id, string Type, byte[] Fingerprint, string AskedBy);

/// <summary>What came of an action so far.</summary>
/// <param name="Summary">One sentence: what is there now, or why it is not.</param>
/// <param name="Name">What people call the thing; <see langword="null"/> where it has no name.</param>
/// <param name="Url">Its address; <see langword="null"/> where it has none.</param>
public sealed record StoredAction(Guid Id, string Type, ActionState State, string? Summary, string? Name, string? Url, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

/// <summary>How far an action is.</summary>
public enum ActionState
{
    Running,
    Done,

    /// <summary>It was not done.</summary>
    Refused,

    /// <summary>Nobody can say whether it was done: repeated under the same id, it is looked for first.</summary>
    Unknown,
}
