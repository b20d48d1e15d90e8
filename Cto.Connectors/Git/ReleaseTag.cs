using System.Text.RegularExpressions;

namespace Cto.Connectors.Git;

/// <summary>A tag that is a release.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Object">The id it holds: it changes when the tag is moved.</param>
/// <param name="Commit">The commit it stands for.</param>
/// <param name="At">When it was tagged; for a tag that does not say, when its commit was committed.</param>
/// <param name="CommittedAt">When its commit was committed.</param>
internal sealed partial record ReleaseTag(string Name, string Object, string Commit, DateTimeOffset At, DateTimeOffset CommittedAt)
{
    private const string Format = "%(refname:lstrip=2)%00%(objectname)%00%(objecttype)%00%(taggerdate:unix)%00%(*objectname)%00%(*objecttype)%00%(committerdate:unix)%(*committerdate:unix)";

    /// <summary>How soon after a release a patch of it was not planned.</summary>
    private static readonly TimeSpan Unplanned = TimeSpan.FromHours(24);

    /// <summary>Whether it is a patch release soon after a release of the same line, which therefore failed.</summary>
    /// <param name="previous">The release before it; <see langword="null"/> for the first.</param>
    public bool IsHotfixOf(ReleaseTag? previous) =>
        previous is not null && At - previous.At <= Unplanned
        && Version().Match(Name) is { Success: true } version && Version().Match(previous.Name) is { Success: true } before
        && version.Groups["line"].Value == before.Groups["line"].Value
        && version.Groups["patch"].Value.TrimStart('0') is { Length: > 0 } patch && patch != before.Groups["patch"].Value.TrimStart('0');

    /// <summary>The release tags of a repository in the order of their times, and what was found beside them.</summary>
    public static async Task<ReleaseTags> AllAsync(GitRepository repository, ReleasePattern pattern, CancellationToken cancellationToken)
    {
        List<ReleaseTag> releases = [];
        var all = 0;
        var withoutCommit = 0;
        string? example = null;
        await foreach (var line in repository.LinesAsync("for-each-ref", [$"--format={Format}", "refs/tags"], [], cancellationToken))
        {
            all++;
            var fields = line.Split('\0');
            example = fields[0];
            if (!pattern.Matches(fields[0]))
            {
                continue;
            }

            if (await ReadAsync(repository, fields, cancellationToken) is { } tag)
            {
                releases.Add(tag);
            }
            else
            {
                withoutCommit++;
            }
        }

        return new ReleaseTags([.. releases.OrderBy(tag => tag.At).ThenBy(tag => tag.CommittedAt).ThenBy(tag => tag.Name, StringComparer.Ordinal)], all, withoutCommit, example);
    }

    private static async Task<ReleaseTag?> ReadAsync(GitRepository repository, string[] fields, CancellationToken cancellationToken)
    {
        if (fields is not [var name, var id, var type, var tagged, var target, var targetType, var committed])
        {
            return null;
        }

        var commit = (type, targetType) switch
        {
            ("commit", _) => id,
            ("tag", "commit") => target,

            // A tag of a tag: rare enough to ask one by one.
            ("tag", "tag") => await repository.ResolveAsync($"refs/tags/{name}", cancellationToken),
            _ => null,
        };
        if (commit is null)
        {
            return null;
        }

        var committedAt = GitTime.Read(committed) ?? await CommittedAtAsync(repository, commit, cancellationToken);
        return new ReleaseTag(name, id, commit, GitTime.Read(tagged) ?? committedAt, committedAt);
    }

    private static async Task<DateTimeOffset> CommittedAtAsync(GitRepository repository, string commit, CancellationToken cancellationToken)
    {
        await foreach (var record in GitRepository.ReadLogAsync(repository.StartLog(["--max-count=1", commit], cancellationToken), cancellationToken))
        {
            return record.CommittedAt;
        }

        return DateTimeOffset.UnixEpoch;
    }

    [GeneratedRegex(@"(?<line>\d+\.\d+)\.(?<patch>\d+)(?!.*\d\.\d)|(?<line>\d+\.\d+)$")]
    private static partial Regex Version();
}

/// <summary>The release tags of a repository.</summary>
/// <param name="Releases">In the order of their times.</param>
/// <param name="All">How many tags there are, releases or not.</param>
/// <param name="WithoutCommit">How many match the pattern but stand for no commit.</param>
/// <param name="Example">One of all tags; <see langword="null"/> when there is none.</param>
internal sealed record ReleaseTags(IReadOnlyList<ReleaseTag> Releases, int All, int WithoutCommit, string? Example);
