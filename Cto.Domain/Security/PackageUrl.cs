namespace Cto.Domain.Security;

/// <summary>Names packages as package URLs (purl) do, so that what several scanners and feeds say of one package meets.</summary>
public static class PackageUrl
{
    // OSV's name of each ecosystem, and the purl type that stands for it.
    private static readonly (string Ecosystem, string Type)[] Known =
    [
        ("npm", "npm"), ("Maven", "maven"), ("PyPI", "pypi"), ("NuGet", "nuget"), ("RubyGems", "gem"), ("Go", "golang"), ("Packagist", "composer"), ("crates.io", "cargo"),
        ("Hex", "hex"), ("Pub", "pub"), ("SwiftURL", "swift"), ("CocoaPods", "cocoapods"), ("GitHub Actions", "githubactions"), ("Alpine", "apk"), ("Debian", "deb"),
    ];

    /// <summary>The package URL of a name as its ecosystem spells it (<c>group:artifact</c>, <c>@scope/name</c>, <c>vendor/name</c>).</summary>
    /// <param name="type">The purl type, for example <c>maven</c>.</param>
    /// <param name="name">The full name.</param>
    /// <param name="version"><see langword="null"/> leaves it out.</param>
    public static string Of(string type, string name, string? version = null)
    {
        var spelled = type switch
        {
            "maven" => name.Replace(':', '/'),
            // PyPI holds names that differ in these letters for the same.
            "pypi" => name.ToLowerInvariant().Replace('_', '-'),
            "composer" => name.ToLowerInvariant(),
            _ => name,
        };
        var path = string.Join('/', spelled.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));
        return version is null ? $"pkg:{type}/{path}" : $"pkg:{type}/{path}@{Uri.EscapeDataString(version)}";
    }

    /// <summary>The purl type of an ecosystem as OSV names it, in any case; <see langword="null"/> when there is none.</summary>
    public static string? TypeOf(string ecosystem) => Known.FirstOrDefault(known => known.Ecosystem.Equals(ecosystem, StringComparison.OrdinalIgnoreCase)).Type;

    /// <summary>The ecosystem as OSV names it, of a purl type; <see langword="null"/> when it has none.</summary>
    public static string? EcosystemOf(string type) => Known.FirstOrDefault(known => known.Type.Equals(type, StringComparison.OrdinalIgnoreCase)).Ecosystem;
}
