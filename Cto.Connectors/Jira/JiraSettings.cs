using System.Globalization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>The settings of one Jira source, read and checked.</summary>
internal sealed class JiraSettings
{
    public const string Projects = "projects";
    public const string Deployment = "deployment";
    public const string PointsField = "pointsField";
    public const string TeamsFrom = "teamsFrom";
    public const string OAuthUrl = "oauthUrl";
    public const string ApiUrl = "apiUrl";
    public const string DefaultOAuthUrl = "https://auth.atlassian.com";
    public const string DefaultApiUrl = "https://api.atlassian.com";

    private readonly IReadOnlyList<string> _projects;

    /// <exception cref="SourceException">They make no sense.</exception>
    public JiraSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, otherwise: null);
        ApiAddress = guard.Parse(settings.Text(ApiUrl) ?? DefaultApiUrl);
        History = UsualSettings.HistoryOf(settings);
        Points = settings.Text(PointsField);
        IsCloud = settings.Text(Deployment)?.ToLowerInvariant() switch
        {
            null or "auto" => BaseAddress.Host.EndsWith(".atlassian.net", StringComparison.OrdinalIgnoreCase) ? true : null,
            "cloud" => true,
            "server" => false,
            var other => throw Wrong($"'{other}' is no kind of Jira.", "Choose auto, cloud or server."),
        };
        ProjectsAreTeams = settings.Text(TeamsFrom)?.ToLowerInvariant() switch
        {
            null or "projects" => true,
            "field" => false,
            var other => throw Wrong($"'{other}' is no way to find teams.", "Choose projects or field."),
        };
        _projects = [.. settings.List(Projects).Select(Sound)];
    }

    /// <summary>The site as people open it.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Where Atlassian answers to OAuth tokens.</summary>
    public Uri ApiAddress { get; }
    public TimeSpan History { get; }

    /// <summary>The id or name of the field with story points; <see langword="null"/> = found by itself.</summary>
    public string? Points { get; }

    /// <summary><see langword="null"/> = the server says.</summary>
    public bool? IsCloud { get; }

    /// <summary>Whether a project is named as the team that plans in it.</summary>
    public bool ProjectsAreTeams { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{BaseAddress.Authority}|{History.Days}|{string.Join(',', _projects)}|{Points}|{ProjectsAreTeams}");

    /// <summary>Whether every project is meant that the account may browse.</summary>
    public bool CoversAll => _projects.Count == 0;

    /// <summary>Whether a project is meant.</summary>
    public bool Covers(string? code) => CoversAll || (code is not null && UsualSettings.Matches(_projects, code));

    /// <summary>The part of a query that keeps to the projects.</summary>
    /// <param name="known">The projects in reach.</param>
    /// <exception cref="SourceException">None of them is meant.</exception>
    public string ProjectClause(IEnumerable<JiraProject> known)
    {
        string[] codes = [.. known.Select(project => project.Key).OfType<string>().Where(Covers)];
        return codes.Length > 0
            ? $"project in ({string.Join(", ", codes.Select(code => $"\"{code}\""))})"
            : throw new SourceException(SourceFault.NotFound, $"Jira shows none of the projects {string.Join(", ", _projects)}.")
            {
                Remedy = "Check the projects' keys, and that the account may browse them.",
            };
    }

    // A key goes into queries: letters, digits and the asterisk of a pattern, nothing that could end a string.
    private static string Sound(string code) => code.Length <= 60 && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '*')
        ? code
        : throw Wrong($"'{HttpFaults.Shorten(code, 60)}' is no project key.", "Give keys such as PAY, one a line.");

    private static SourceException Wrong(string message, string remedy) => new(SourceFault.InvalidSettings, message) { Remedy = remedy };
}
