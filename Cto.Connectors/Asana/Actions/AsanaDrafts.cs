namespace Cto.Connectors.Asana;

/// <summary>What a write is wrapped in.</summary>
internal sealed record AsanaDraft<T>(T Data);

/// <summary>A task to be created.</summary>
/// <param name="Projects">Where, by ids.</param>
/// <param name="Assignee">An e-mail address or an id.</param>
internal sealed record AsanaTaskDraft(string Name, string HtmlNotes, IReadOnlyList<string> Projects, string? Assignee, string? DueOn);

/// <summary>A comment to be made.</summary>
internal sealed record AsanaCommentDraft(string HtmlText);
