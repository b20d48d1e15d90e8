using Cto.Domain.Security;

namespace Cto.Connectors.Snyk;

/// <summary>Which package Snyk means: its names of weaknesses tell the ecosystem, <c>SNYK-JAVA-ORGAPACHELOGGINGLOG4J-2314720</c>.</summary>
internal static class SnykPackages
{
    /// <param name="key">Snyk's name of the weakness.</param>
    /// <param name="projectType">The project's package manager, for weaknesses whose name does not tell.</param>
    /// <param name="name">The package as Snyk spells it.</param>
    public static string UrlOf(string? key, string? projectType, string name)
    {
        var (type, distribution) = OfKey(key) ?? (OfProject(projectType), null);
        // Packages of a distribution are named source/binary; the weakness is the source's.
        return PackageUrl.Of(type, distribution is null ? name : $"{distribution}/{name.Split('/')[0]}");
    }

    private static (string Type, string? Distribution)? OfKey(string? key)
    {
        if (key?.StartsWith("npm:", StringComparison.Ordinal) == true)
        {
            return ("npm", null);
        }

        return key?.Split('-') is ["SNYK", { } word, ..]
            ? word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.') switch
            {
                "JS" => ("npm", null),
                "JAVA" => ("maven", null),
                "PYTHON" => ("pypi", null),
                "DOTNET" => ("nuget", null),
                "RUBY" => ("gem", null),
                "GOLANG" => ("golang", null),
                "PHP" => ("composer", null),
                "RUST" => ("cargo", null),
                "HEX" => ("hex", null),
                "DART" => ("pub", null),
                "SWIFT" => ("swift", null),
                "COCOAPODS" => ("cocoapods", null),
                "UNMANAGED" => ("generic", null),
                "ALPINE" => ("apk", "alpine"),
                "WOLFILATEST" => ("apk", "wolfi"),
                "CHAINGUARDLATEST" => ("apk", "chainguard"),
                "DEBIAN" or "DEBIANUNSTABLE" => ("deb", "debian"),
                "UBUNTU" => ("deb", "ubuntu"),
                "RHEL" => ("rpm", "redhat"),
                "CENTOS" => ("rpm", "centos"),
                "AMZN" => ("rpm", "amzn"),
                "ORACLE" => ("rpm", "ol"),
                "ROCKY" => ("rpm", "rocky"),
                "SLES" => ("rpm", "sles"),
                _ => null,
            }
            : null;
    }

    private static string OfProject(string? type) => type?.ToLowerInvariant() switch
    {
        "npm" or "yarn" or "yarn-workspace" or "pnpm" => "npm",
        "maven" or "gradle" or "sbt" => "maven",
        "pip" or "poetry" or "pipenv" => "pypi",
        "nuget" or "paket" => "nuget",
        "rubygems" => "gem",
        "gomodules" or "golangdep" or "govendor" => "golang",
        "composer" => "composer",
        "cargo" => "cargo",
        "hex" => "hex",
        "pub" => "pub",
        "swift" => "swift",
        "cocoapods" => "cocoapods",
        "apk" or "deb" or "rpm" => type.ToLowerInvariant(),
        _ => "generic",
    };
}
