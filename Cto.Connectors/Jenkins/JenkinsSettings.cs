using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jenkins;

/// <summary>The settings of one Jenkins source, read and checked.</summary>
internal sealed class JenkinsSettings
{
    public const string Jobs = "jobs";
    public const string Exclude = "exclude";
    public const string Repositories = "repositories";
    public const string DeploymentsFrom = "deploymentsFrom";

    private readonly IReadOnlyList<string> _jobs;
    private readonly IReadOnlyList<string> _excluded;
    private readonly List<(string Pattern, string Repository)> _repositories;

    /// <exception cref="SourceException">They make no sense.</exception>
    public JenkinsSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, null);
        History = UsualSettings.HistoryOf(settings);
        _jobs = settings.List(Jobs);
        _excluded = settings.List(Exclude);
        _repositories = [.. settings.List(Repositories).Select(Pair)];
        From = settings.Text(DeploymentsFrom)?.ToLowerInvariant() switch
        {
            null or "jobs" => JenkinsDeployments.Jobs,
            "stages" => JenkinsDeployments.Stages,
            "none" => JenkinsDeployments.None,
            var other => throw Wrong($"'{other}' is no way to recognise deployments.", "Choose jobs, stages or none."),
        };
        Deploying = new(settings.List(DeploymentPatterns.Setting), settings.Text(DeploymentPatterns.EnvironmentSetting) ?? DeploymentPatterns.DefaultEnvironment);
    }

    public Uri BaseAddress { get; }
    public TimeSpan History { get; }
    public JenkinsDeployments From { get; }
    public DeploymentPatterns Deploying { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}{BaseAddress.AbsolutePath}|{History.Days}|{From}|{Deploying.Fingerprint}";

    /// <summary>Whether a job is meant, by its name with its folders.</summary>
    public bool Covers(string fullName) => (_jobs.Count == 0 || UsualSettings.Matches(_jobs, fullName)) && !UsualSettings.Matches(_excluded, fullName);

    /// <summary>The repository that the settings name for a job; <see langword="null"/> when they do not.</summary>
    public string? RepositoryOf(string fullName) => _repositories.FirstOrDefault(pair => UsualSettings.Matches(pair.Pattern, fullName)).Repository;

    private static (string Pattern, string Repository) Pair(string line) =>
        line.LastIndexOf('=') is > 0 and var at && RepositoryName.Of(line[(at + 1)..]) is { } repository
            ? (line[..at].Trim(), repository)
            : throw Wrong($"'{HttpFaults.Shorten(line, 80)}' names no repository of a job.", "Give them as folder/job=owner/name, one a line.");

    private static SourceException Wrong(string message, string remedy) => new(SourceFault.InvalidSettings, message) { Remedy = remedy };
}

/// <summary>What counts as a deployment.</summary>
internal enum JenkinsDeployments
{
    Jobs,
    Stages,
    None,
}
