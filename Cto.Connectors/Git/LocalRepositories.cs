using Cto.Domain.Sources;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Git;

/// <summary>Finds repositories on this machine and keeps those out of reach that the operator has not opened.</summary>
internal sealed class LocalRepositories(IOptions<GitOptions> options)
{
    private const string Pointer = "gitdir: ";
    private const int MostLinks = 40;

    /// <summary>The git directory of the repository, bare repository or worktree at a path.</summary>
    /// <exception cref="SourceException">There is none, or it is out of bounds.</exception>
    public string Find(GitLocation location)
    {
        try
        {
            Allow(location.Address);
            var directory = Directory.Exists(location.Address) ? GitDirectory(location.Address) : throw Missing($"There is no directory '{location.Address}'.");

            // A worktree's files stand elsewhere, and so may anything behind a link: that place must be open too.
            Allow(directory);
            Allow(CommonDirectory(directory));
            return directory;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SourceException(SourceFault.Forbidden, $"This program may not read '{location.Address}'.", e)
            {
                Remedy = "Give the user that this program runs as the right to read the directory.",
            };
        }
        catch (IOException e)
        {
            throw new SourceException(SourceFault.NotFound, $"'{location.Address}' cannot be read.", e);
        }
    }

    private static string GitDirectory(string path)
    {
        var inside = Path.Combine(path, ".git");
        if (Directory.Exists(inside))
        {
            return IsGitDirectory(inside) ? inside : throw Missing($"'{inside}' is no git directory.");
        }

        if (File.Exists(inside) && FirstLine(inside) is { } line && line.StartsWith(Pointer, StringComparison.Ordinal))
        {
            var target = Path.GetFullPath(line[Pointer.Length..], path);
            return IsGitDirectory(target) ? target : throw Missing($"'{inside}' points to '{target}', which is no git directory.");
        }

        return IsGitDirectory(path) ? path : throw Missing($"'{path}' is no git repository.");
    }

    private static bool IsGitDirectory(string path) =>
        File.Exists(Path.Combine(path, "HEAD")) && Directory.Exists(Path.Combine(CommonDirectory(path), "objects"));

    private static string CommonDirectory(string directory)
    {
        var pointer = Path.Combine(directory, "commondir");
        return File.Exists(pointer) && FirstLine(pointer) is { } common ? Path.GetFullPath(common, directory) : directory;
    }

    private static string? FirstLine(string file)
    {
        using var reader = new StreamReader(file);
        var buffer = new char[4096];
        var text = buffer.AsSpan(0, reader.ReadBlock(buffer)).TrimEnd();
        return text.Contains('\n') || text.Contains('\0') ? null : text.ToString();
    }

    private void Allow(string path)
    {
        if (options.Value.AnyLocalRepository || options.Value.LocalRoots.Any(root => IsWithin(Resolve(root), Resolve(path))))
        {
            return;
        }

        throw new SourceException(SourceFault.Forbidden, $"'{path}' is not within a directory that this installation has opened for repositories.")
        {
            Remedy = $"Connect the repository by its address, or have the operator add its directory to '{GitOptions.Section}:LocalRoots'.",
        };
    }

    private static bool IsWithin(string root, string path) =>
        path == root || path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link on the way followed.</summary>
    private static string Resolve(string path, int links = 0)
    {
        var full = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(full)!;
        foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var entry = new DirectoryInfo(Path.Combine(resolved, part));
            resolved = entry.LinkTarget is null ? entry.FullName
                : links < MostLinks ? Resolve(Path.GetFullPath(entry.LinkTarget, resolved), links + 1)
                : throw new IOException($"'{path}' goes in circles.");
        }

        return resolved;
    }

    private static SourceException Missing(string message) => new(SourceFault.NotFound, message)
    {
        Remedy = "Give the top directory of a repository, a bare repository or a worktree.",
    };
}
