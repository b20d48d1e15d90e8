namespace Cto.Insights;

/// <summary>What an insight is: the catalogue, the HTTP route, the chat planner and the MCP tool are made from it.</summary>
public sealed record InsightDescriptor
{
    /// <summary>The stable name, for example <c>delivery.dora</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name on a page, for example <c>DORA metrics</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The question in words.</summary>
    public required string Question { get; init; }
    public required IReadOnlyList<ParameterDescriptor> Parameters { get; init; }

    /// <summary>The kinds of facts (<see cref="Domain.FactKinds"/>) whose change may change the answer.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>How people ask it; the planner learns from these.</summary>
    public required IReadOnlyList<string> Phrasings { get; init; }

    /// <summary>The record that <see cref="InsightReply.Answer"/> is.</summary>
    public required Type Answer { get; init; }
}
