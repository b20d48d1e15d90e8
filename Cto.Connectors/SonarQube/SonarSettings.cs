using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>The settings of one SonarQube source, read and checked.</summary>
internal sealed class SonarSettings
{
    public const string Organization = "organization";
    public const string Projects = "projects";
    public const string Exclude = "exclude";
    public const string Repositories = "repositories";
    public const string CloudUrl = "https://sonarcloud.io";

    private readonly IReadOnlyList<string> _projects;
    private readonly IReadOnlyList<string> _excluded;
    private readonly Dictionary<string, string> _repositories;

    /// <exception cref="SourceException">They make no sense.</exception>
    public SonarSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, CloudUrl);
        CloudOrganization = settings.Text(Organization);
        _projects = settings.List(Projects);
        _excluded = settings.List(Exclude);
        _repositories = settings.List(Repositories).Select(Pair).DistinctBy(pair => pair.Key).ToDictionary(StringComparer.Ordinal);
        History = UsualSettings.HistoryOf(settings);
        if (CloudOrganization is null && BaseAddress.Host.EndsWith("sonarcloud.io", StringComparison.OrdinalIgnoreCase))
        {
            throw new SourceException(SourceFault.InvalidSettings, "SonarQube Cloud needs the key of the organisation.") { Remedy = "Give the key that stands in the address of the organisation's page." };
        }
    }

    public Uri BaseAddress { get; }

    /// <summary>The organisation in SonarQube Cloud; <see langword="null"/> = a server of one's own.</summary>
    public string? CloudOrganization { get; }
    public TimeSpan History { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}|{CloudOrganization}|{History.Days}";

    /// <summary>The repository that the settings name for a project; <see langword="null"/> when they do not.</summary>
    public string? RepositoryOf(string project) => _repositories.GetValueOrDefault(project);

    /// <summary>Whether a project is meant, by its key or its name.</summary>
    public bool Covers(string key, string? name) =>
        (_projects.Count == 0 || Any(_projects, key, name)) && !Any(_excluded, key, name);

    private static bool Any(IReadOnlyList<string> patterns, string key, string? name) => UsualSettings.Matches(patterns, key) || (name is not null && UsualSettings.Matches(patterns, name));

    private static KeyValuePair<string, string> Pair(string line) =>
        line.LastIndexOf('=') is > 0 and var at && RepositoryName.Of(line[(at + 1)..]) is { } repository
            ? new(line[..at].Trim(), repository)
            : throw new SourceException(SourceFault.InvalidSettings, $"'{HttpFaults.Shorten(line, 80)}' names no repository of a project.") { Remedy = "Give them as project-key=owner/name, one a line." };
}
