namespace Cto.Upstreams.World.Findings;

/// <summary>What repositories are built with.</summary>
internal static class Stack
{
    /// <summary>The ecosystem of what is in the images.</summary>
    public const string Image = "Debian";

    public const string ImageManifest = "Dockerfile";

    /// <summary>As OSV names it; <see langword="null"/> where the repository uses no packages.</summary>
    public static string? EcosystemOf(Repository repository) => repository.Language switch
    {
        "Java" or "Kotlin" => "Maven",
        "TypeScript" => "npm",
        "Python" => "PyPI",
        "Go" => "Go",
        _ => null,
    };

    /// <summary>The file that names the packages; <see langword="null"/> where there are none.</summary>
    public static string? ManifestOf(Repository repository) => repository.Language switch
    {
        "Java" => "pom.xml",
        "Kotlin" => "build.gradle.kts",
        "TypeScript" => "package-lock.json",
        "Python" => "requirements.txt",
        "Go" => "go.mod",
        _ => null,
    };

    /// <summary>What everybody uses who writes in a language, without a known weakness.</summary>
    public static IReadOnlyList<(string Name, string Version)> SoundPackages(string ecosystem) => ecosystem switch
    {
        "Maven" => [("org.slf4j:slf4j-api", "2.0.16"), ("org.junit.jupiter:junit-jupiter", "5.11.3"), ("io.micrometer:micrometer-core", "1.13.6"), ("org.flywaydb:flyway-core", "10.20.1")],
        "npm" => [("react", "18.3.1"), ("typescript", "5.6.3"), ("zod", "3.23.8"), ("pino", "9.5.0"), ("vitest", "2.1.5")],
        "PyPI" => [("numpy", "2.1.3"), ("pandas", "2.2.3"), ("boto3", "1.35.60"), ("pytest", "8.3.3")],
        "Go" => [("github.com/spf13/cobra", "1.8.1"), ("go.uber.org/zap", "1.27.0"), ("github.com/stretchr/testify", "1.9.0")],
        _ => [],
    };
}

/// <summary>A package that a repository uses.</summary>
/// <param name="Ecosystem">As OSV names it.</param>
/// <param name="Name">As the ecosystem spells it.</param>
/// <param name="Version">The version now.</param>
/// <param name="Manifest">The file that brings it in.</param>
internal sealed record PackageInUse(string Ecosystem, string Name, string Version, string Manifest);
