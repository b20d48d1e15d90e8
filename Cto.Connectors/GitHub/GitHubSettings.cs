using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>The settings of one GitHub source, read and checked.</summary>
internal sealed class GitHubSettings
{
    public const string Organization = "organization";
    public const string Repositories = "repositories";
    public const string Exclude = "exclude";
    public const string DeploymentsFrom = "deploymentsFrom";
    public const string Production = "productionEnvironments";
    public const string DefaultBaseUrl = "https://api.github.com";
    public const string OAuthUrl = "oauthUrl";
    public const string DefaultOAuthUrl = "https://github.com";

    private readonly RepositoryChoice _choice;
    private readonly IReadOnlyList<string> _patterns;
    private readonly IReadOnlyList<string> _production;
    private readonly DeploymentPatterns _workflows;

    /// <exception cref="SourceException">They make no sense.</exception>
    public GitHubSettings(SourceSettings settings, AddressGuard guard)
    {
        Account = settings.Text(Organization) is { } account ? Sound(account) : null;
        _choice = new(settings.List(Repositories), settings.List(Exclude), FullName);
        _patterns = settings.List(DeploymentPatterns.Setting);
        _production = settings.List(Production) is { Count: > 0 } production ? production : DeliveryRules.Default.Production;
        DeploymentEnvironment = settings.Text(DeploymentPatterns.EnvironmentSetting) ?? DeploymentPatterns.DefaultEnvironment;
        _workflows = new(_patterns, DeploymentEnvironment);
        From = settings.Text(DeploymentsFrom)?.ToLowerInvariant() switch
        {
            null or "deployments" => DeploymentSource.Deployments,
            "workflows" => DeploymentSource.Workflows,
            "releases" => DeploymentSource.Releases,
            var other => throw Wrong($"'{other}' is no way to recognise deployments.", "Choose deployments, workflows or releases."),
        };
        History = UsualSettings.HistoryOf(settings);
        BaseAddress = ApiOf(UsualSettings.AddressOf(settings, guard, DefaultBaseUrl));
    }

    /// <summary>The organisation or user; <see langword="null"/> when only single repositories are meant, or all that a GitHub App sees.</summary>
    public string? Account { get; }

    /// <summary>The repositories given by their full names.</summary>
    public IReadOnlyList<string> Named => _choice.Named;
    public DeploymentSource From { get; }
    public string DeploymentEnvironment { get; }
    public TimeSpan History { get; }
    public Uri BaseAddress { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}|{History.Days}";

    /// <inheritdoc cref="Fingerprint"/>
    public string DeploymentFingerprint => $"{Fingerprint}|{From}|{DeploymentEnvironment}|{string.Join(',', _patterns)}|{string.Join(',', _production)}";

    /// <summary>Whether a repository is meant and read; archived ones are only when named.</summary>
    public bool Covers(GitHubRepository repository) => Means(repository) && (repository.Archived != true || _choice.IsNamed(repository.FullName!));

    /// <summary>Whether a repository is meant, be it archived or not.</summary>
    public bool Means(GitHubRepository repository)
    {
        var ofAccount = Account is null ? Named.Count == 0 : repository.FullName?.StartsWith($"{Account}/", StringComparison.OrdinalIgnoreCase) == true;
        return repository is { Id: not 0, Name: { } name, FullName: { } full, Disabled: not true } && _choice.Means(name, full, ofAccount);
    }

    public bool IsProduction(string environment) => UsualSettings.Matches(_production, environment);

    /// <summary>Whether GitHub's deployments to an environment are read at all.</summary>
    public bool ReadsDeploymentsTo(string? environment) =>
        From is DeploymentSource.Deployments && environment is not null && (_patterns.Count == 0 || UsualSettings.Matches(_patterns, environment));

    public bool IsDeployingTag(string tag) => _patterns.Count == 0 || UsualSettings.Matches(_patterns, tag);

    /// <summary>Where a workflow deploys to, by its name or its file's; <see langword="null"/> when it does not.</summary>
    public string? EnvironmentOfWorkflow(string name, string? path) => _workflows.EnvironmentOf(name, System.IO.Path.GetFileName(path));

    // A GitHub Enterprise server keeps its API below /api/v3; people give the address of its pages.
    private static Uri ApiOf(Uri address) => address.AbsolutePath switch
    {
        "/" when address.Host is "github.com" or "www.github.com" => new("https://api.github.com/"),
        "/" when !address.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase) && !address.IsLoopback => new(address, "api/v3/"),
        _ => address,
    };

    /// <summary>Owner and name of a repository as people give it.</summary>
    /// <exception cref="SourceException">It is none.</exception>
    public static (string Owner, string Name) SplitName(string text) => text.Trim().Split('/') is [var owner, var name]
        ? (Sound(owner), Sound(name))
        : throw Wrong($"'{text}' is no repository.", "Give repositories as owner/name.");

    private static string FullName(string text)
    {
        var (owner, name) = SplitName(text);
        return $"{owner}/{name}";
    }

    private static string Sound(string name) =>
        name is not ("." or "..") && name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? name
            : throw Wrong($"'{HttpFaults.Shorten(name, 60)}' is no name on GitHub.", "Use the name as it stands in the repository's address.");

    private static SourceException Wrong(string message, string remedy) => new(SourceFault.InvalidSettings, message) { Remedy = remedy };
}

/// <summary>What counts as a deployment.</summary>
internal enum DeploymentSource
{
    Deployments,
    Workflows,
    Releases,
}
