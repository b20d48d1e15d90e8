namespace Cto.Connectors;

/// <summary>The name of a repository (<c>owner/name</c>, GitLab's full path) in the address that some other system knows it by.</summary>
internal static class RepositoryName
{
    /// <summary>Understands <c>https://host/owner/name.git</c>, <c>git@host:owner/name</c>, <c>scm:git:…</c> and <c>owner/name</c>; <see langword="null"/> when there is no name in it.</summary>
    public static string? Of(string? address)
    {
        var text = address?.Trim() ?? "";
        text = text.StartsWith("scm:git:", StringComparison.OrdinalIgnoreCase) ? text["scm:git:".Length..] : text;
        string path;
        if (text.Contains("://", StringComparison.Ordinal))
        {
            path = Uri.TryCreate(text, UriKind.Absolute, out var uri) ? Uri.UnescapeDataString(uri.AbsolutePath) : "";
        }
        else
        {
            path = text.IndexOf(':') is > 0 and var colon ? text[(colon + 1)..] : text;
        }

        path = path.Trim('/');
        path = path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^".git".Length] : path;
        return path.Contains('/') && !path.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) ? path : null;
    }
}
