namespace Cto.Domain.Delivery.Linking;

/// <summary>A merged revert fails the deployment that first shipped what it reverts, unless both went out together.</summary>
internal static class RevertRule
{
    private const string Prefix = "Revert \"";

    public static void Apply(Shipping shipping, Verdicts verdicts)
    {
        var byTitle = new List<(int Revert, string Title)>();
        for (var i = 0; i < shipping.Changes.Count; i++)
        {
            var change = shipping.Changes[i];
            foreach (var sha in change.Reverts ?? [])
            {
                Revert(shipping.ShippedBy(sha), shipping.ShippedBy(i), verdicts);
            }

            // Where it is known that nothing is reverted, a title does not change that.
            if (change.Reverts is null && RevertedTitle(change.Title) is { } title)
            {
                byTitle.Add((i, title));
            }
        }

        ByTitle(shipping, byTitle, verdicts);
    }

    /// <summary>The T of <c>Revert "T"</c>; <see langword="null"/> where the title is another.</summary>
    internal static string? RevertedTitle(string title)
    {
        var text = title.AsSpan().Trim();
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = WithoutNumber(text).LastIndexOf('"');
        return end > Prefix.Length ? text[Prefix.Length..end].Trim().ToString() : null;
    }

    // Only titles that some revert names are looked up, so a history without reverts costs one pass.
    private static void ByTitle(Shipping shipping, List<(int Revert, string Title)> reverts, Verdicts verdicts)
    {
        var wanted = new HashSet<string>(reverts.SelectMany(revert => new[] { revert.Title, WithoutNumber(revert.Title).ToString() }), StringComparer.Ordinal);
        if (wanted.Count == 0)
        {
            return;
        }

        var candidates = new Dictionary<(string Repository, string Title), List<int>>();
        for (var i = 0; i < shipping.Changes.Count; i++)
        {
            var change = shipping.Changes[i];
            var title = change.Title.Trim();
            if (wanted.Contains(title))
            {
                var key = (change.Repository.ToUpperInvariant(), title);
                (candidates.TryGetValue(key, out var list) ? list : candidates[key] = []).Add(i);
            }
        }

        foreach (var (revert, title) in reverts)
        {
            var target = Target(revert, title) ?? Target(revert, WithoutNumber(title).ToString());
            if (target is { } reverted)
            {
                Revert(shipping.ShippedBy(reverted), shipping.ShippedBy(revert), verdicts);
            }
        }

        // The latest of that title before the revert: titles repeat.
        int? Target(int revert, string title) =>
            candidates.GetValueOrDefault((shipping.Changes[revert].Repository.ToUpperInvariant(), title))?
                .Where(i => i != revert && shipping.Changes[i].ReachedAt <= shipping.Changes[revert].ReachedAt)
                .Select(i => (int?)i)
                .MaxBy(i => shipping.Changes[i!.Value].ReachedAt);
    }

    private static void Revert(int shipped, int reverted, Verdicts verdicts)
    {
        if (shipped >= 0 && reverted < 0)
        {
            verdicts.Fail(shipped, FailureReasons.Reverted);
        }
        else if (shipped >= 0 && reverted > shipped)
        {
            verdicts.MarkRevert(reverted);
            verdicts.Fail(shipped, FailureReasons.Reverted, fixedBy: reverted);
        }
    }

    // A squash merge appends the pull request's number to its title: "T (#12)".
    private static ReadOnlySpan<char> WithoutNumber(ReadOnlySpan<char> title)
    {
        var start = title.LastIndexOf(" (#", StringComparison.Ordinal);
        return start > 0 && title[^1] == ')' && !title[(start + 3)..^1].ContainsAnyExceptInRange('0', '9') ? title[..start] : title;
    }
}
