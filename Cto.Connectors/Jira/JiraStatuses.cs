using Cto.Domain.Planning;

namespace Cto.Connectors.Jira;

/// <summary>What a site's statuses mean, by their ids; histories name statuses that may be gone.</summary>
internal sealed class JiraStatuses
{
    private readonly Dictionary<string, StatusCategory> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StatusCategory> _byName = new(StringComparer.OrdinalIgnoreCase);

    public JiraStatuses(IEnumerable<JiraStatus> statuses)
    {
        foreach (var status in statuses)
        {
            if (Of(status.StatusCategory) is { } category)
            {
                _byId[status.Id ?? ""] = category;
                _byName[status.Name ?? ""] = category;
            }
        }
    }

    /// <summary><see langword="null"/> when the status is gone and none of its name is left.</summary>
    public StatusCategory? Of(string? id, string? name) =>
        _byId.TryGetValue(id ?? "", out var known) || _byName.TryGetValue(name ?? "", out known) ? known : null;

    /// <summary>What an issue's status means; it tells by itself.</summary>
    public StatusCategory Of(JiraStatus? status) => Of(status?.StatusCategory) ?? Of(status?.Id, status?.Name) ?? StatusCategory.Todo;

    private static StatusCategory? Of(JiraStatusCategory? category) => category?.Key switch
    {
        "new" or "undefined" => StatusCategory.Todo,
        "indeterminate" => StatusCategory.InProgress,
        "done" => StatusCategory.Done,
        _ => null,
    };
}
