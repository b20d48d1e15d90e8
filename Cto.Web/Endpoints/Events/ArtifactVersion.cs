using System.Text.RegularExpressions;

namespace Cto.Web.Endpoints.Events;

/// <summary>The version in a package URL such as <c>pkg:oci/shop@sha256%3A0b31…?tag=2.1</c>.</summary>
/// <param name="Ref">The tag if it has one, else the version; <see langword="null"/> when it has neither.</param>
/// <param name="Commit">The git commit if one can be told; <see langword="null"/> otherwise.</param>
internal sealed partial record ArtifactVersion(string? Ref, string? Commit)
{
    public static ArtifactVersion Of(string? packageUrl)
    {
        if (packageUrl is null)
        {
            return new(null, null);
        }

        var bare = packageUrl.Split('#')[0];
        var (path, query) = bare.Split('?', 2) is [var before, var after] ? (before, after) : (bare, "");
        var version = path.LastIndexOf('@') is var at and > 0 ? Uri.UnescapeDataString(path[(at + 1)..]) : null;
        var qualifiers = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        var tag = qualifiers["tag"].FirstOrDefault() ?? version;
        var vcs = qualifiers["vcs_url"].FirstOrDefault();
        return new(tag, Sha(version) ?? Sha(vcs?[(vcs.LastIndexOf('@') + 1)..]));
    }

    private static string? Sha(string? text) => text is not null && GitSha().IsMatch(text) ? text : null;

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex GitSha();
}
