using System.Runtime.CompilerServices;

namespace Cto.Connectors.Git;

/// <summary>A repository on this machine that is read and never written: someone's clone, or our mirror.</summary>
/// <param name="git">The program.</param>
/// <param name="directory">Its git directory.</param>
/// <param name="subject">What it is called in messages.</param>
internal sealed class GitRepository(GitProgram git, string directory, string subject)
{
    private const string ToCommit = "^{commit}";

    public string Subject => subject;

    /// <summary>Whether its history is cut off.</summary>
    public async Task<bool> IsShallowAsync(CancellationToken cancellationToken) =>
        await LineAsync("rev-parse", cancellationToken, "--is-shallow-repository") == "true";

    /// <summary>The commit that a full reference name (<c>refs/heads/main</c>, <c>HEAD</c>) stands for.</summary>
    /// <returns><see langword="null"/> when there is no such reference or it is no commit.</returns>
    public async Task<string?> ResolveAsync(string reference, CancellationToken cancellationToken)
    {
        await using var process = git.Start(Command("rev-parse", "--verify", "--quiet", "--end-of-options", reference + ToCommit), cancellationToken);
        using var reader = new StreamReader(process.Output);
        var line = await reader.ReadLineAsync(cancellationToken);

        // 1 is git's way to say no; anything else that is not 0 is a failure.
        return await process.ExitCodeAsync(cancellationToken) is 1 ? null : await CompletedAsync(process, line, cancellationToken);
    }

    /// <summary>Whether a commit is still in it, reachable or not.</summary>
    public async Task<bool> HasAsync(string sha, CancellationToken cancellationToken)
    {
        await using var process = git.Start(Command("cat-file", "-e", sha + ToCommit), cancellationToken);
        return await process.ExitCodeAsync(cancellationToken) == 0;
    }

    /// <summary>The reference that a symbolic one points to, whether that exists or not.</summary>
    /// <returns><see langword="null"/> when it points to a commit directly (a detached head) or is not there.</returns>
    public async Task<string?> SymbolicAsync(string reference, CancellationToken cancellationToken)
    {
        await using var process = git.Start(Command("symbolic-ref", "--quiet", reference), cancellationToken);
        using var reader = new StreamReader(process.Output);
        var line = await reader.ReadLineAsync(cancellationToken);
        return await process.ExitCodeAsync(cancellationToken) is 1 ? null : await CompletedAsync(process, line, cancellationToken);
    }

    /// <summary>The names of its branches, at most as many as are asked for.</summary>
    public async Task<IReadOnlyList<string>> BranchesAsync(int count, CancellationToken cancellationToken)
    {
        List<string> branches = [];
        await foreach (var line in LinesAsync("for-each-ref", ["--format=%(refname:lstrip=2)", $"--count={count}", "refs/heads"], [], cancellationToken))
        {
            branches.Add(line);
        }

        return branches;
    }

    /// <summary>What <c>git rev-list</c> prints, by lines.</summary>
    public IAsyncEnumerable<string> ListAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        LinesAsync("rev-list", [.. arguments, "--"], [], cancellationToken);

    /// <summary>What <c>git rev-list</c> prints for more commits than arguments can hold.</summary>
    public IAsyncEnumerable<string> ListAsync(IReadOnlyList<string> options, IReadOnlyList<string> range, CancellationToken cancellationToken) =>
        LinesAsync("rev-list", [.. options, "--stdin"], range, cancellationToken);

    /// <summary>The lines that a command prints.</summary>
    public async IAsyncEnumerable<string> LinesAsync(
        string name, IReadOnlyList<string> arguments, IReadOnlyList<string> input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var process = git.Start(Command(name, [.. arguments]) with { Input = input }, cancellationToken);
        await foreach (var line in process.LinesAsync(cancellationToken))
        {
            yield return line;
        }
    }

    /// <summary>Has git print the commits of a range, children before parents, for <see cref="ReadLogAsync"/>.</summary>
    public GitProcess StartLog(IReadOnlyList<string> range, CancellationToken cancellationToken) => git.Start(
        Command("log", ["-z", "--topo-order", "--encoding=UTF-8", "--no-color", "--no-decorate", "--no-notes", "--no-mailmap", $"--format=tformat:{CommitRecord.Format}", .. range, "--"]),
        cancellationToken);

    /// <summary>Reads what such a git prints as it comes, and ends it.</summary>
    public static async IAsyncEnumerable<CommitRecord> ReadLogAsync(GitProcess log, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (log)
        {
            using var fields = new FieldReader(log.Output, CommitRecord.Fields, CommitRecord.FieldLimit);
            while (await fields.ReadAsync(cancellationToken))
            {
                yield return CommitRecord.Read(fields);
            }

            await log.CompleteAsync(cancellationToken);
        }
    }

    private async Task<string?> LineAsync(string name, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        string? first = null;
        await foreach (var line in LinesAsync(name, arguments, [], cancellationToken))
        {
            first ??= line;
        }

        return first;
    }

    private static async Task<string?> CompletedAsync(GitProcess process, string? line, CancellationToken cancellationToken)
    {
        await process.CompleteAsync(cancellationToken);
        return line;
    }

    private GitCommand Command(string name, params IReadOnlyList<string> arguments) => new(name, arguments) { Directory = directory, Subject = subject };
}
