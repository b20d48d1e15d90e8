using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>The settings of one GitLab source, read and checked.</summary>
internal sealed class GitLabSettings
{
    public const string Group = "group";
    public const string Projects = "projects";
    public const string Exclude = "exclude";
    public const string Environments = "environments";
    public const string Production = "productionEnvironments";
    public const string DefaultBaseUrl = "https://gitlab.com";

    private readonly RepositoryChoice _choice;
    private readonly IReadOnlyList<string> _environments;
    private readonly IReadOnlyList<string> _production;

    /// <exception cref="SourceException">They make no sense.</exception>
    public GitLabSettings(SourceSettings settings, AddressGuard guard)
    {
        GroupPath = settings.Text(Group) is { } group ? Sound(group) : null;
        _choice = new(settings.List(Projects), settings.List(Exclude), Sound);
        _environments = settings.List(Environments);
        _production = settings.List(Production) is { Count: > 0 } production ? production : DeliveryRules.Default.Production;
        History = UsualSettings.HistoryOf(settings);
        BaseAddress = RootOf(UsualSettings.AddressOf(settings, guard, DefaultBaseUrl));
        if (GroupPath is null && Named.Count == 0)
        {
            throw Wrong("Neither a group nor a project is given.", "Give the group's path, or projects as group/project.");
        }
    }

    /// <summary>The group with its subgroups; <see langword="null"/> when only single projects are meant.</summary>
    public string? GroupPath { get; }

    /// <summary>The projects given by their full paths.</summary>
    public IReadOnlyList<string> Named => _choice.Named;
    public TimeSpan History { get; }
    public Uri BaseAddress { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}{BaseAddress.AbsolutePath}|{History.Days}";

    /// <inheritdoc cref="Fingerprint"/>
    public string DeploymentFingerprint => $"{Fingerprint}|{string.Join(',', _environments)}|{string.Join(',', _production)}";

    /// <summary>Whether a project is meant and read; archived ones are only when named.</summary>
    public bool Covers(GitLabProject project) => Means(project) && (project.Archived != true || _choice.IsNamed(project.FullName!));

    /// <summary>Whether a project is meant, be it archived or not.</summary>
    public bool Means(GitLabProject project) => project is { Id: not 0, Path: { } name, FullName: { } full } &&
        _choice.Means(name, full, ofAccount: GroupPath is { } group && full.StartsWith($"{group}/", StringComparison.OrdinalIgnoreCase));

    public bool ReadsDeploymentsTo(string? environment) => environment is not null && (_environments.Count == 0 || UsualSettings.Matches(_environments, environment));

    public bool IsProduction(string environment) => UsualSettings.Matches(_production, environment);

    /// <summary>A group's or project's path as people give it: with or without the server before it.</summary>
    /// <exception cref="SourceException">It is none.</exception>
    public static string Sound(string path)
    {
        var plain = (RepositoryName.Of(path) ?? path).Trim().Trim('/');
        return plain.Length is > 0 and <= 400 && plain.Split('/').All(part => part is not ("" or "." or "..") && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            ? plain
            : throw Wrong($"'{HttpFaults.Shorten(path, 60)}' is no path on GitLab.", "Use the path as it stands in the address: group/subgroup/project.");
    }

    // The routes carry /api/v4 themselves; people give either address.
    private static Uri RootOf(Uri address) => address.AbsolutePath.EndsWith("/api/v4/", StringComparison.Ordinal) ? new(address, "../../") : address;

    private static SourceException Wrong(string message, string remedy) => new(SourceFault.InvalidSettings, message) { Remedy = remedy };
}
