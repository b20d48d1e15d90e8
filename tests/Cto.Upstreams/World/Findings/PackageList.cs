namespace Cto.Upstreams.World.Findings;

/// <summary>The packages with known weaknesses that the company has used: CVEs, GHSAs, versions and scores as published, compiled for this list.</summary>
internal static partial class PackageList
{
    /// <summary>Every package outside the stories.</summary>
    public static IReadOnlyList<WeakPackage> All { get; } =
        [.. Parse("Maven", Maven), .. Parse("npm", Npm), .. Parse("PyPI", Python), .. Parse("Go", Go), .. Parse("Debian", Debian)];

    /// <summary>A package: a line of its name and version, and a line below for each weakness, indented.</summary>
    internal static IEnumerable<WeakPackage> Parse(string ecosystem, string list)
    {
        (string Name, string Version)? package = null;
        var weaknesses = new List<Weakness>();
        foreach (var line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()))
        {
            if (line.StartsWith(' '))
            {
                weaknesses.Add(Weakness.Parse(line));
                continue;
            }

            if (package is { } ended)
            {
                yield return new(ecosystem, ended.Name, ended.Version, weaknesses);
            }

            (package, weaknesses) = (line.Split(' ') is [var name, var version] ? (name, version) : throw new FormatException($"'{line}' is no package."), []);
        }

        if (package is { } last)
        {
            yield return new(ecosystem, last.Name, last.Version, weaknesses);
        }
    }
}
