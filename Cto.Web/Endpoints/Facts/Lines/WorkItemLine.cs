using System.Globalization;
using Cto.Domain.Planning;

namespace Cto.Web.Endpoints.Facts.Lines;

/// <summary>A work item may bring its history.</summary>
internal static class WorkItemLine
{
    public static FactShape Of(FactShape shape) => shape.Bringing<WorkItem, WorkItemChange>(
        "transitions",
        "Its history, one entry a change; a change that names no field is one of the status.",
        FactField.Optional(
            FactField.Only<WorkItemChange>(
                nameof(WorkItemChange.Field), nameof(WorkItemChange.At), nameof(WorkItemChange.From), nameof(WorkItemChange.To), nameof(WorkItemChange.ToCategory), nameof(WorkItemChange.Author)),
            nameof(WorkItemChange.Field)),
        ChangeOf);

    /// <summary>A change inside an item has no key of its own: what went where when tells it from the others.</summary>
    private static WorkItemChange ChangeOf(WorkItem item, WorkItemChange change) => change with
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{item.Key}/{change.Field}@{change.At.UtcDateTime:yyyyMMddTHHmmss.fffffff}/{change.To}"),
        WorkItem = item.Key,
    };
}
