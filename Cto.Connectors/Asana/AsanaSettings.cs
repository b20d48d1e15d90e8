using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Asana;

/// <summary>The settings of one Asana source, read and checked.</summary>
internal sealed class AsanaSettings
{
    public const string Workspaces = "workspaces";
    public const string Projects = "projects";
    public const string InProgress = "inProgressSections";
    public const string PointsField = "pointsField";
    public const string OAuthUrl = "oauthUrl";
    public const string DefaultBaseUrl = "https://app.asana.com/api/1.0";
    public const string DefaultOAuthUrl = "https://app.asana.com";

    public static SettingDescriptor RequestsPerMinute { get; } = UsualSettings.Number("requestsPerMinute", "Requests a minute", "What your plan allows: 150 or 1500.", 150, 10, 10_000);

    private readonly IReadOnlyList<string> _workspaces;
    private readonly IReadOnlyList<string> _projects;
    private readonly IReadOnlyList<string> _inProgress;
    private readonly IReadOnlyList<string> _points;

    /// <exception cref="SourceException">They make no sense.</exception>
    public AsanaSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
        History = UsualSettings.HistoryOf(settings);
        Requests = UsualSettings.NumberOf(settings, RequestsPerMinute);
        _workspaces = settings.List(Workspaces);
        _projects = settings.List(Projects);
        _inProgress = settings.List(InProgress) is { Count: > 0 } sections ? sections : ["*in progress*", "*doing*", "*review*", "*started*"];
        _points = settings.List(PointsField) is { Count: > 0 } fields ? fields : ["Story points", "Points", "Estimate"];
    }

    public Uri BaseAddress { get; }
    public TimeSpan History { get; }

    /// <summary>What the plan of the account allows a minute.</summary>
    public int Requests { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}|{History.Days}|{string.Join(',', _workspaces)}|{string.Join(',', _projects)}|{string.Join(',', _inProgress)}|{string.Join(',', _points)}";

    public bool Covers(AsanaNamed workspace) => _workspaces.Count == 0 || Any(_workspaces, workspace.Gid, workspace.Name);

    public bool Covers(AsanaProject project) => _projects.Count == 0 || Any(_projects, project.Gid, project.Name);

    /// <summary>Whether a section is of work that somebody is at.</summary>
    public bool IsInProgress(string? section) => section is not null && UsualSettings.Matches(_inProgress, section);

    /// <summary>Whether a custom field holds estimates.</summary>
    public bool IsPoints(string? field) => field is not null && UsualSettings.Matches(_points, field);

    private static bool Any(IReadOnlyList<string> patterns, string? gid, string? name) =>
        (gid is not null && patterns.Contains(gid)) || (name is not null && UsualSettings.Matches(patterns, name));
}
