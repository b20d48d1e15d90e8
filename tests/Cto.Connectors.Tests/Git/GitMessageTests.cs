using Cto.Connectors.Git;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Git;

/// <summary>What git and the servers are known to say.</summary>
public sealed class GitMessageTests
{
    [Theory]
    [InlineData("fatal: unable to access 'https://h/x/': Could not resolve host: h", SourceFault.Unavailable)]
    [InlineData("fatal: unable to access 'https://h/x/': SSL certificate problem: self-signed certificate", SourceFault.Unavailable)]
    [InlineData("ssh: connect to host h port 22: Connection refused\nfatal: Could not read from remote repository.", SourceFault.Unavailable)]
    [InlineData("error: RPC failed; curl 56 GnuTLS recv error\nfatal: early EOF", SourceFault.Unavailable)]
    [InlineData("fatal: unable to access 'https://h/x/': The requested URL returned error: 502", SourceFault.Unavailable)]
    [InlineData("remote: Invalid username or token. Password authentication is not supported for Git operations.\nfatal: Authentication failed for 'https://h/x/'", SourceFault.Unauthorized)]
    [InlineData("git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.", SourceFault.Unauthorized)]
    [InlineData("Host key verification failed.\nfatal: Could not read from remote repository.", SourceFault.Unauthorized)]
    [InlineData("fatal: could not read Username for 'https://h': terminal prompts disabled", SourceFault.Unauthorized)]
    [InlineData("remote: Write access to repository not granted.\nfatal: unable to access 'https://h/x/': The requested URL returned error: 403", SourceFault.Forbidden)]
    [InlineData("remote: Repository not found.\nfatal: repository 'https://h/x/' not found", SourceFault.NotFound)]
    [InlineData("ERROR: Repository not found.\nfatal: Could not read from remote repository.", SourceFault.NotFound)]
    [InlineData("remote: The project you were looking for could not be found or you don't have permission to view it.", SourceFault.NotFound)]
    [InlineData("fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output", SourceFault.StorageFailed)]
    [InlineData("fatal: transport 'file' not allowed", SourceFault.InvalidSettings)]
    [InlineData("error: object file objects/ab/cd is empty\nfatal: loose object abcd (stored in objects/ab/cd) is corrupt", SourceFault.UnexpectedReply)]
    [InlineData("fatal: something nobody has seen yet", SourceFault.UnexpectedReply)]
    public void A_message_has_its_fault(string message, SourceFault fault)
    {
        var failure = GitFailure.Of(new GitCommand("fetch") { Subject = "https://h/x" }, 128, message);

        Assert.Equal(fault, failure.Fault);
        Assert.Contains("https://h/x", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Remedy);
    }

    [Theory]
    [InlineData("Receiving objects:  45% (450/1000), 1.20 MiB | 1.10 MiB/s", 0.45, "receiving objects (450 of 1000)")]
    [InlineData("remote: Counting objects: 100% (8/8), done.", 1, "counting objects (8 of 8)")]
    public void Progress_is_read(string line, double share, string next) => Assert.Equal(new PullProgress(next, share), FetchProgress.Read(line));

    [Theory]
    [InlineData("From https://h/x")]
    [InlineData("Receiving objects:  45% (99999999999999999999/1)")]
    [InlineData("")]
    public void Other_lines_are_no_progress(string line) => Assert.Null(FetchProgress.Read(line));

    [Theory]
    [InlineData("Revert \"T\"\n\nThis reverts commit 0123456789012345678901234567890123456789.", 1)]
    [InlineData("Two\n\nThis reverts commit 0123456789012345678901234567890123456789.\nThis reverts commits\n1123456789012345678901234567890123456789", 2)]
    [InlineData("This reverts commit 0123456789012345678901234567890123456789, reversing\nchanges made to 9123456789012345678901234567890123456789.", 1)]
    [InlineData("Twice\n\nThis reverts commit 0123456789012345678901234567890123456789.\nThis reverts commit 0123456789012345678901234567890123456789.", 1)]
    [InlineData("This reverts commit abc123.", 0)]
    [InlineData("This reverts commit", 0)]
    [InlineData("Nothing", 0)]
    public void Reverts_are_read_from_the_message(string message, int count) =>
        Assert.Equal(count, RevertMessage.Reverted(System.Text.Encoding.UTF8.GetBytes(message)).Count);
}
