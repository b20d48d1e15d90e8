using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>The settings of one Snyk source, read and checked.</summary>
internal sealed class SnykSettings
{
    public const string Organizations = "organizations";
    public const string DefaultBaseUrl = "https://api.snyk.io/rest";

    private readonly IReadOnlyList<string> _organizations;

    /// <exception cref="SourceException">They make no sense.</exception>
    public SnykSettings(SourceSettings settings, AddressGuard guard)
    {
        _organizations = settings.List(Organizations);
        BaseAddress = RestOf(UsualSettings.AddressOf(settings, guard, DefaultBaseUrl));
        History = UsualSettings.HistoryOf(settings);
    }

    public Uri BaseAddress { get; }
    public TimeSpan History { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}|{History.Days}";

    /// <summary>The address of the pages that people see; <see langword="null"/> where it is not one of Snyk's own regions.</summary>
    public Uri? Pages => BaseAddress.Host.StartsWith("api.", StringComparison.Ordinal) && BaseAddress.Host.EndsWith("snyk.io", StringComparison.Ordinal)
        ? new($"https://app.{BaseAddress.Host["api.".Length..]}/")
        : null;

    /// <summary>Whether an organisation is meant: by id or by the slug in its address.</summary>
    public bool Covers(string? id, string? slug) => _organizations.Count == 0 || _organizations.Any(wanted =>
        wanted.Equals(id, StringComparison.OrdinalIgnoreCase) || wanted.Equals(slug, StringComparison.OrdinalIgnoreCase));

    // People give the address of a region's pages or of its API without the path.
    private static Uri RestOf(Uri address) => address switch
    {
        { AbsolutePath: "/", Host: var host } when host.EndsWith("snyk.io", StringComparison.OrdinalIgnoreCase) =>
            new($"https://{(host.StartsWith("app.", StringComparison.OrdinalIgnoreCase) ? $"api.{host["app.".Length..]}" : host.Equals("snyk.io", StringComparison.OrdinalIgnoreCase) ? "api.snyk.io" : host)}/rest/"),
        _ => address,
    };
}
