using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.CircleCI;

/// <summary>The settings of one CircleCI source, read and checked.</summary>
internal sealed class CircleSettings
{
    public const string Organization = "organization";
    public const string Projects = "projects";
    public const string DeploymentsFrom = "deploymentsFrom";
    public const string DefaultBaseUrl = "https://circleci.com/api/v2";

    private readonly HashSet<string> _lists;

    /// <exception cref="SourceException">They make no sense.</exception>
    public CircleSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = ApiOf(UsualSettings.AddressOf(settings, guard, DefaultBaseUrl));
        History = UsualSettings.HistoryOf(settings);
        Lists = [.. settings.List(Projects).Select(slug => Slug(slug, 3)), .. settings.Text(Organization) is { } organization ? [Slug(organization, 2)] : Array.Empty<string>()];
        _lists = Lists.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (Lists.Count == 0)
        {
            throw Wrong("Neither an organisation nor a project is given.", "Give the organisation (gh/acme), or projects (gh/acme/shop).");
        }

        From = settings.Text(DeploymentsFrom)?.ToLowerInvariant() switch
        {
            null or "jobs" => CircleDeployments.Jobs,
            "workflows" => CircleDeployments.Workflows,
            "none" => CircleDeployments.None,
            var other => throw Wrong($"'{other}' is no way to recognise deployments.", "Choose jobs, workflows or none."),
        };
        Deploying = new(settings.List(DeploymentPatterns.Setting), settings.Text(DeploymentPatterns.EnvironmentSetting) ?? DeploymentPatterns.DefaultEnvironment);
    }

    public Uri BaseAddress { get; }

    /// <summary>The slugs of the projects and of the organisation whose pipelines are listed.</summary>
    public IReadOnlyList<string> Lists { get; }
    public CircleDeployments From { get; }
    public DeploymentPatterns Deploying { get; }
    public TimeSpan History { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}|{History.Days}|{From}|{Deploying.Fingerprint}";

    /// <summary>Whether a project is one of those listed, by itself or through its organisation.</summary>
    public bool Covers(string? slug) => slug is not null && Short(slug) is var name && (_lists.Contains(name) || (name.LastIndexOf('/') is > 0 and var last && _lists.Contains(name[..last])));

    /// <summary>Whether a list is of a whole organisation.</summary>
    public static bool IsOrganization(string slug) => slug.Count(letter => letter == '/') == 1;

    private static Uri ApiOf(Uri address) => address.AbsolutePath == "/" && !address.IsLoopback ? new(address, "api/v2/") : address;

    // The code host is written out or short: webhooks do the one, lists the other.
    private static string Short(string slug) => slug.Split('/', 2) is [var host, var rest] ? $"{host.ToLowerInvariant() switch { "github" => "gh", "bitbucket" => "bb", var other => other }}/{rest}" : slug;

    private static string Slug(string text, int parts) => text.Trim('/').Split('/') is { } given && given.Length == parts && given.All(part => part.Length > 0 && !part.Any(char.IsWhiteSpace))
        ? Short(string.Join('/', given))
        : throw Wrong($"'{HttpFaults.Shorten(text, 80)}' is no slug of CircleCI.", parts == 2 ? "Give the organisation as gh/acme." : "Give projects as gh/acme/shop: the slug stands in Project Settings → Overview.");

    private static SourceException Wrong(string message, string remedy) => new(SourceFault.InvalidSettings, message) { Remedy = remedy };
}

/// <summary>What counts as a deployment.</summary>
internal enum CircleDeployments
{
    Jobs,
    Workflows,
    None,
}
