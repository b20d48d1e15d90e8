using Cto.Grains.Dashboards;

namespace Cto.Web.Components.Boards;

/// <summary>The names of dashboards: everyone has a ready-made one of each area, and as many of their own as they like.</summary>
public static class BoardIds
{
    /// <summary>The person's own copy of a ready-made dashboard.</summary>
    public static string ReadyMade(string template, Guid person) => $"{template}-{person:N}";

    public static string New() => Guid.CreateVersion7().ToString("N");

    public static bool IsReadyMade(string id) => Template(id) is not null;

    /// <summary>The template of a ready-made one; <see langword="null"/> for people's own.</summary>
    public static string? Template(string id) =>
        DashboardTemplates.All.FirstOrDefault(template => id.Length == template.Length + 33 && id.StartsWith(template + "-", StringComparison.Ordinal));
}
