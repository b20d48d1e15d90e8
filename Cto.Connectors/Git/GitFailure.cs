using System.Text.RegularExpressions;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>Makes of what git says when it fails what the person who connected the repository has to know.</summary>
internal static partial class GitFailure
{
    /// <summary>The first that matches counts: a full disk may also end the connection, and a refused login comes with many words.</summary>
    private static readonly (Regex Says, SourceFault Fault, string Message, string? Remedy)[] Known =
    [
        (Full(), SourceFault.StorageFailed, "This machine's disk has no room for {0}.", "Free disk space in the data directory; the next sync goes on by itself."),
        (HostKey(), SourceFault.Unauthorized, "The host key of {0} is not the one that is known.", "Give the server's host key with the SSH key, or remove the old one if the server has a new one."),
        (Login(), SourceFault.Unauthorized, "{0} wants credentials, or refuses those given.", "Give a token or an SSH key that may read the repository."),
        (Refused(), SourceFault.Forbidden, "{0} does not let this account read it.", null),
        (Missing(), SourceFault.NotFound, "There is no repository at {0}, or this account may not see it.", "Check the address; a private repository needs credentials."),
        (Scheme(), SourceFault.InvalidSettings, "The scheme of {0} is not allowed or not supported by git.", null),
        (Shape(), SourceFault.UnexpectedReply, "What answers at {0} is no git server.", null),
        (Network(), SourceFault.Unavailable, "{0} cannot be reached.", null),
        (Damaged(), SourceFault.UnexpectedReply, "The repository {0} is damaged.", "Run 'git fsck' in it; where it is an address, delete the source and connect it again."),
    ];

    /// <summary>Whether a fetch failed because the server left out what the tags want.</summary>
    public static bool IsIncomplete(SourceException failure) =>
        failure.InnerException?.Message.Contains("did not send all necessary objects", StringComparison.Ordinal) is true;

    public static SourceException Of(GitCommand command, int exitCode, string messages)
    {
        foreach (var (says, fault, message, remedy) in Known)
        {
            if (says.IsMatch(messages))
            {
                var text = string.Format(null, message, $"'{command.Subject}'");
                return new SourceException(fault, text, Detail(command, exitCode, messages)) { Remedy = remedy ?? fault.Remedy() };
            }
        }

        return new SourceException(SourceFault.UnexpectedReply, $"git {command.Name} failed on '{command.Subject}'.", Detail(command, exitCode, messages))
        {
            Remedy = "Run the same git command by hand; the log holds what git said.",
        };
    }

    /// <summary>Git's own words, for the log; no secret is ever part of an address or an argument.</summary>
    private static IOException Detail(GitCommand command, int exitCode, string messages) =>
        new($"git {command.Name} ended with {exitCode}: {messages.Trim()}");

    [GeneratedRegex("No space left on device|Disk quota exceeded|File too large|unable to write|write error|unable to create temporary file", RegexOptions.IgnoreCase)]
    private static partial Regex Full();

    [GeneratedRegex("Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED", RegexOptions.IgnoreCase)]
    private static partial Regex HostKey();

    [GeneratedRegex("Authentication failed|could not read (Username|Password)|returned error: 401|Permission denied \\(|Invalid username or (password|token)|invalid credentials|Load key .* (invalid format|error in libcrypto)", RegexOptions.IgnoreCase)]
    private static partial Regex Login();

    [GeneratedRegex("returned error: 403|access denied|dubious ownership|Permission denied", RegexOptions.IgnoreCase)]
    private static partial Regex Refused();

    [GeneratedRegex("repository '[^']*' not found|Repository not found|returned error: (404|410)|does not appear to be a git repository|does not exist|not a git repository|repository not exported|project you were looking for could not be found", RegexOptions.IgnoreCase)]
    private static partial Regex Missing();

    [GeneratedRegex("transport '[^']*' not allowed|is not a git command|Unable to find remote helper", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("not valid: is this a git repository|invalid server response|protocol error|bad line length|unable to update url base", RegexOptions.IgnoreCase)]
    private static partial Regex Shape();

    [GeneratedRegex("Could not resolve|Failed to connect|Couldn't connect|Connection (refused|timed out|reset|closed)|unable to (access|connect)|early EOF|RPC failed|hung up|returned error: 5\\d\\d|returned error: 429|No route to host|Network is unreachable|SSL|TLS|Operation too slow|timed out", RegexOptions.IgnoreCase)]
    private static partial Regex Network();

    [GeneratedRegex("is corrupt|bad object|bad tree|could not parse|missing (commit|object)|unable to read|inflate:|index-pack|invalid index-pack", RegexOptions.IgnoreCase)]
    private static partial Regex Damaged();
}
