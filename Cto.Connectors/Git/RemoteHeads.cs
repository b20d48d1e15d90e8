namespace Cto.Connectors.Git;

/// <summary>What a remote says it has.</summary>
/// <param name="Default">Its default branch; <see langword="null"/> when it does not say.</param>
/// <param name="Branches">Its branches.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="IsSha256">Whether its ids are of the longer kind.</param>
internal sealed record RemoteHeads(string? Default, IReadOnlyList<string> Branches, IReadOnlyList<string> Tags, bool IsSha256)
{
    private const string Symbolic = "ref: refs/heads/";
    private const string Heads = "refs/heads/";
    private const string TagPrefix = "refs/tags/";

    /// <summary>Asks the remote for the references that match.</summary>
    /// <exception cref="Cto.Domain.Sources.SourceException">It cannot be reached or refuses.</exception>
    public static async Task<RemoteHeads> AskAsync(
        GitProgram git, GitLocation location, GitAccess access, IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        string? head = null;
        List<string> branches = [];
        List<string> tags = [];
        var isSha256 = false;
        var command = new GitCommand("ls-remote", ["--symref", "--", location.Address, .. references]) { Subject = location.Address, Access = access };
        await using var process = git.Start(command, cancellationToken);
        await foreach (var line in process.LinesAsync(cancellationToken))
        {
            var (value, name) = line.Split('\t') is [var left, var right] ? (left, right) : (line, string.Empty);
            if (value.StartsWith(Symbolic, StringComparison.Ordinal) && name == "HEAD")
            {
                head = value[Symbolic.Length..];
            }
            else if (name.StartsWith(Heads, StringComparison.Ordinal))
            {
                branches.Add(name[Heads.Length..]);
            }
            else if (name.StartsWith(TagPrefix, StringComparison.Ordinal) && !name.EndsWith("^{}", StringComparison.Ordinal))
            {
                tags.Add(name[TagPrefix.Length..]);
            }

            isSha256 |= value.Length == 64;
        }

        return new RemoteHeads(head, branches, tags, isSha256);
    }
}
