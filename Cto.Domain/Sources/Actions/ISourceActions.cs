namespace Cto.Domain.Sources.Actions;

/// <summary>What a connector can do upstream, besides reading.</summary>
public interface ISourceActions
{
    /// <summary>The actions that it knows.</summary>
    IReadOnlyList<ActionDescriptor> Known { get; }

    /// <summary>Does it once and reads back what came of it.</summary>
    /// <exception cref="SourceException">It was refused, or its outcome is unknown; the message says which.</exception>
    /// <exception cref="NotSupportedException">The action is none of <see cref="Known"/>.</exception>
    Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken);
}

/// <summary>An action that a connector knows.</summary>
/// <param name="Type">The record of the action, for example <see cref="CreateIssue"/>.</param>
/// <param name="Title">In the vendor's words: <c>Create a Jira issue</c>.</param>
/// <param name="Scopes">The scopes it needs; empty when those for reading suffice.</param>
public sealed record ActionDescriptor(Type Type, string Title, params IReadOnlyList<string> Scopes);

/// <summary>What came of an action, as read back from upstream.</summary>
/// <param name="Summary">One sentence: what is there now.</param>
/// <param name="Name">What people call the thing (<c>PAY-12</c>); <see langword="null"/> where it has no name.</param>
/// <param name="Url">Its address; <see langword="null"/> where it has none.</param>
public sealed record ActionOutcome(string Summary, string? Name, string? Url)
{
    /// <summary>The facts that changed, for the store.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];
}
