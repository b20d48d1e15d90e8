namespace Cto.Connectors.Git;

/// <summary>The part of a branch's first-parent line that is still to be read, and where it was left.</summary>
internal sealed record Mainline
{
    /// <summary>Changes on the line in one stretch: what is read by one git, the most that is held of merges at a time, and what a sync that is broken off reads twice.</summary>
    private const int Stretch = 1000;

    /// <summary>The line's end.</summary>
    public required string Head { get; init; }

    /// <summary>The last commit of the line that stands as it was read; <see langword="null"/> = read from the beginning.</summary>
    public required string? Base { get; init; }

    /// <summary>The ends of the stretches, the oldest first; the last is the head. Empty when there is nothing new.</summary>
    public required IReadOnlyList<string> Milestones { get; init; }

    /// <summary>How many commits of the line are to be read.</summary>
    public required long Total { get; init; }

    /// <summary>Whether the line goes on from where it was left.</summary>
    public required bool GoesOn { get; init; }

    /// <summary>Whether the commit it was left at is not in the repository any more, so that what vanished with it cannot be told.</summary>
    public bool LostTrack { get; init; }

    /// <summary>The ranges of the stretches, the oldest first.</summary>
    public IEnumerable<(string End, IReadOnlyList<string> Range)> Stretches =>
        Milestones.Select((end, index) => (end, Range(end, index == 0 ? Base : Milestones[index - 1])));

    /// <param name="repository">Where the line is.</param>
    /// <param name="head">The branch's newest commit.</param>
    /// <param name="left">The head as it was last time; <see langword="null"/> at first.</param>
    /// <param name="afresh">Whether everything is to be read again (the settings have changed).</param>
    /// <param name="cancellationToken">Stops git.</param>
    public static async Task<Mainline> SinceAsync(GitRepository repository, string head, string? left, bool afresh, CancellationToken cancellationToken)
    {
        var lost = left is not null && !await repository.HasAsync(left, cancellationToken);
        if (left is null || lost)
        {
            var (_, everything, all) = await WalkAsync(repository, head, null, cancellationToken);
            return new Mainline { Head = head, Base = null, Milestones = everything, Total = all, GoesOn = !lost, LostTrack = lost };
        }

        var (root, milestones, total) = await WalkAsync(repository, head, left, cancellationToken);
        var goesOn = root == left;
        if (goesOn && !afresh)
        {
            return new Mainline { Head = head, Base = left, Milestones = milestones, Total = total, GoesOn = true };
        }

        // Rewritten, or what was the line has become a side branch: go back to where old and new line part.
        var @base = !afresh && root is not null && await IsOnLineAsync(repository, root, left, cancellationToken) ? root : null;
        (_, milestones, total) = await WalkAsync(repository, head, @base, cancellationToken);
        return new Mainline { Head = head, Base = @base, Milestones = milestones, Total = total, GoesOn = goesOn };
    }

    /// <summary>The range <c>base..end</c>, in arguments.</summary>
    public static IReadOnlyList<string> Range(string end, string? @base) => @base is null ? [end] : [end, "^" + @base];

    /// <summary>Walks the line from a commit to where an older one's history begins: the parent it starts from there, the ends of its stretches, and its length.</summary>
    private static async Task<(string? Root, IReadOnlyList<string> Milestones, long Total)> WalkAsync(
        GitRepository repository, string head, string? since, CancellationToken cancellationToken)
    {
        List<string> milestones = [];
        string? oldest = null;
        var newest = string.Empty;
        var count = 0;
        await foreach (var sha in repository.ListAsync(["--first-parent", "--reverse", .. Range(head, since)], cancellationToken))
        {
            oldest ??= sha;
            newest = sha;
            if (++count % Stretch == 0)
            {
                milestones.Add(sha);
            }
        }

        if (count % Stretch != 0)
        {
            milestones.Add(newest);
        }

        return (oldest is null ? head : await repository.ResolveAsync(oldest + "^1", cancellationToken), milestones, count);
    }

    private static async Task<bool> IsOnLineAsync(GitRepository repository, string commit, string head, CancellationToken cancellationToken) =>
        (await WalkAsync(repository, head, commit, cancellationToken)).Root == commit;
}
