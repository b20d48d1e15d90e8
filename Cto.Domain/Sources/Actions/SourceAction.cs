namespace Cto.Domain.Sources.Actions;

/// <summary>One effect in an upstream system, wanted by a person who has seen and confirmed it.</summary>
public abstract record SourceAction
{
    /// <summary>The same for every attempt at the same action: an attempt whose outcome is unknown is not made a second time blindly.</summary>
    public required Guid Id { get; init; }
}

/// <summary>Opens an issue, ticket or task.</summary>
public sealed record CreateIssue : SourceAction
{
    /// <summary>Where: a repository as <c>owner/name</c>, or a project's code, name or key.</summary>
    public required string Place { get; init; }
    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public string? Body { get; init; }

    /// <summary>The vendor's type (<c>Bug</c>, <c>Task</c>); <see langword="null"/> = the place's usual one.</summary>
    public string? Type { get; init; }
    public string? Priority { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The assignee's e-mail or login; <see langword="null"/> = by <see cref="Team"/>, or nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>A team whose lead gets it when no assignee is named.</summary>
    public string? Team { get; init; }
    public DateOnly? DueOn { get; init; }
    public IReadOnlyList<ActionFile> Attachments { get; init; } = [];
}

/// <summary>Adds a comment to an issue, ticket or task.</summary>
/// <param name="Item">What people call it (<c>PAY-12</c>, <c>acme/shop#12</c>) or its fact's key.</param>
/// <param name="Text">Markdown.</param>
public sealed record AddComment(string Item, string Text) : SourceAction;

/// <summary>Moves an issue, ticket or task to another status.</summary>
/// <param name="Item">What people call it, or its fact's key.</param>
/// <param name="Status">The name of the status.</param>
public sealed record MoveItem(string Item, string Status) : SourceAction;

/// <summary>Posts a message to a channel.</summary>
public sealed record PostMessage : SourceAction
{
    /// <summary>With or without <c>#</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Markdown.</summary>
    public required string Text { get; init; }
    public ActionFile? Image { get; init; }
}

/// <summary>Pages who is on call.</summary>
public sealed record TriggerIncident : SourceAction
{
    /// <summary>The service's name upstream, or the key of its fact.</summary>
    public required string Service { get; init; }
    public required string Title { get; init; }
    public string? Details { get; init; }

    /// <summary>Whether somebody is woken up.</summary>
    public bool Urgent { get; init; } = true;
}

/// <summary>Takes an incident, so that it does not escalate.</summary>
/// <param name="Incident">Its number or its fact's key.</param>
public sealed record AcknowledgeIncident(string Incident) : SourceAction;

/// <summary>Adds a note to an incident.</summary>
/// <param name="Incident">Its number or its fact's key.</param>
/// <param name="Text">Plain text.</param>
public sealed record AddIncidentNote(string Incident, string Text) : SourceAction;

/// <summary>A file that goes with an action.</summary>
/// <param name="Name">A file name without path.</param>
/// <param name="MediaType">For example <c>image/png</c>.</param>
public sealed record ActionFile(string Name, string MediaType, ReadOnlyMemory<byte> Content);
