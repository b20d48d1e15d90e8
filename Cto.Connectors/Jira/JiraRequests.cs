using System.Text.Json.Nodes;

namespace Cto.Connectors.Jira;

/// <summary>A query alone.</summary>
internal sealed record JiraQuery(string Jql);

/// <summary>An issue to be created.</summary>
internal sealed record JiraIssueDraft(JsonObject Fields);

/// <summary>The ways out of an issue's status.</summary>
internal sealed class JiraTransitions
{
    public JiraTransition?[]? Transitions { get; set; }
}

/// <summary>One way out of a status.</summary>
internal sealed class JiraTransition
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public JiraStatus? To { get; set; }
}

/// <summary>The way that is taken.</summary>
internal sealed record JiraMove(JiraNamed Transition);

/// <summary>An issue's comments.</summary>
internal sealed class JiraComments
{
    public JiraComment?[]? Comments { get; set; }
}

/// <summary>A comment; its body is a document on Cloud and wiki markup on Server.</summary>
internal sealed class JiraComment
{
    public string? Id { get; set; }
    public JsonNode? Body { get; set; }
    public JiraProperty?[]? Properties { get; set; }
}

/// <summary>What a program keeps beside a thing of Jira, unseen by people.</summary>
internal sealed class JiraProperty
{
    public string? Key { get; set; }
    public JsonNode? Value { get; set; }
}

/// <summary>An answer without a body.</summary>
internal sealed class JiraNothing;
