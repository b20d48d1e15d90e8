using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Asana;

/// <summary>The streams of an Asana source.</summary>
internal static class AsanaStreams
{
    public const string Projects = "projects";
    public const string Tasks = "tasks";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Projects, "Projects", [FactKinds.Project]),
        new(Tasks, "Tasks with sections and stories", [FactKinds.WorkItem, FactKinds.WorkItemChange]),
    ];
}
