using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>The streams of a Jira source, in the order in which they are read.</summary>
internal static class JiraStreams
{
    public const string Projects = "projects";
    public const string Sprints = "sprints";
    public const string Issues = "issues";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Projects, "Projects", [FactKinds.Project]),
        new(Sprints, "Boards, sprints and their snapshots", [FactKinds.Board, FactKinds.Sprint, FactKinds.SprintItem]),
        new(Issues, "Epics and issues with their history", [FactKinds.Epic, FactKinds.WorkItem, FactKinds.WorkItemChange, FactKinds.SprintItem]),
    ];
}
