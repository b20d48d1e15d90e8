using System.Text.RegularExpressions;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>Where a repository is: a path of this machine or an address that git can fetch from, proved harmless to hand to git.</summary>
internal sealed partial record GitLocation
{
    private GitLocation(string address, string identity, string name)
    {
        Address = address;
        Identity = identity;
        Name = name;
    }

    /// <summary>The full path or the address as git takes it; it never holds a credential.</summary>
    public string Address { get; }

    /// <summary>What stays the same however the address is written, for the keys of facts: <c>github.com/acme/shop</c>.</summary>
    public string Identity { get; }

    /// <summary>The repository's name: <c>acme/shop</c>, or the directory's name.</summary>
    public string Name { get; }

    /// <summary>Where its parts are; <see langword="null"/> for a path and for the short form <c>host:path</c>.</summary>
    public Uri? Uri { get; private init; }
    public bool IsLocal { get; private init; }

    /// <exception cref="SourceException">The text is neither a full path nor an address of a scheme that is allowed.</exception>
    public static GitLocation Parse(string text)
    {
        if (text.StartsWith('-') || text.Any(char.IsControl))
        {
            throw Refused($"'{Shown(text)}' is no location of a repository.");
        }

        // 'ext::sh -c …' and its like let an address run a program.
        if (RemoteHelper().IsMatch(text))
        {
            throw Refused("Locations that name a remote helper ('name::…') are not allowed.");
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            return ParseAddress(text);
        }

        var home = text == "~" || text.StartsWith("~/", StringComparison.Ordinal);
        if (home || Path.IsPathFullyQualified(text))
        {
            return Local(home ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..] : text);
        }

        return ShortForm().Match(text) is { Success: true } match
            ? Remote(text, null, match.Groups["host"].Value, match.Groups["path"].Value)
            : throw Refused($"'{Shown(text)}' is neither a full path nor an address.");
    }

    private static GitLocation ParseAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw Refused($"'{Shown(text)}' is no address.");
        }

        if (uri.Scheme is not ("https" or "http" or "ssh" or "git" or "file"))
        {
            throw Refused($"The scheme '{uri.Scheme}' is not allowed.");
        }

        if (uri.IsFile)
        {
            return uri.IsUnc || uri.Host.Length > 0 ? throw Refused("A file address may not name a host.") : Local(uri.LocalPath);
        }

        if (uri.Host.Length == 0 || uri.Host.StartsWith('-') || uri.UserInfo.StartsWith('-') || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Refused($"'{Shown(text)}' is no address of a repository.");
        }

        // A user's name is part of an ssh address; over https it may be the token itself.
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal) || (uri.UserInfo.Length > 0 && uri.Scheme != "ssh"))
        {
            throw new SourceException(SourceFault.InvalidSettings, "The address holds a user or a password.")
            {
                Remedy = "Take it out of the address and give it as credentials, where it is kept sealed.",
            };
        }

        var host = uri.IsDefaultPort ? uri.Host : $"{uri.Host}:{uri.Port}";
        return Remote(text, uri, host, Uri.UnescapeDataString(uri.AbsolutePath));
    }

    private static GitLocation Local(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var name = WithoutSuffix(Path.GetFileName(full));
        if (name.Length == 0)
        {
            // 'shop/.git' is the repository of 'shop'.
            name = Path.GetFileName(Path.GetDirectoryName(full)) ?? string.Empty;
        }

        return new GitLocation(full, full, name.Length > 0 ? name : full) { IsLocal = true };
    }

    private static GitLocation Remote(string address, Uri? uri, string host, string path)
    {
        var name = WithoutSuffix(path.Trim('/')).TrimEnd('/');
        return name.Length > 0
            ? new GitLocation(address, $"{host.ToLowerInvariant()}/{name}", name) { Uri = uri }
            : throw Refused($"'{Shown(address)}' names a host but no repository.");
    }

    private static string WithoutSuffix(string name) => name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;

    private static string Shown(string text) => CredentialInAddress().Replace(text.Length > 200 ? text[..200] + "…" : text, "//***@");

    private static SourceException Refused(string message) => new(SourceFault.InvalidSettings, message)
    {
        Remedy = "Give the full path of a repository, or an address such as https://host/owner/name.git or git@host:owner/name.git.",
    };

    [GeneratedRegex("^[A-Za-z0-9+.-]+::")]
    private static partial Regex RemoteHelper();

    [GeneratedRegex("^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?(?<host>[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9A-Fa-f:]+\\]):(?<path>[^-\\s:][^\\s]*)$")]
    private static partial Regex ShortForm();

    [GeneratedRegex("//[^/@]*@")]
    private static partial Regex CredentialInAddress();
}
