namespace Cto.Domain.Catalogue;

/// <summary>What the catalogue holds, as follows from the names that were seen and from what people decided.</summary>
/// <param name="Entries">The pinned ones and those that names found; an entry that was there before keeps its id.</param>
/// <param name="Names">Which name stands, or may stand, for which entry, by itself: what people decided is not repeated here.</param>
public sealed record CataloguePlan(IReadOnlyList<CatalogueEntry> Entries, IReadOnlyList<PlannedName> Names)
{
    private const double SameWords = 0.97;

    private const double Unsure = 0.89;

    /// <param name="seen">Every name, once a system.</param>
    /// <param name="entries">The entries as they are.</param>
    /// <param name="decisions">What people decided.</param>
    /// <param name="newId">Makes the id of a new entry.</param>
    public static CataloguePlan Of(IReadOnlyList<SeenName> seen, IReadOnlyList<CatalogueEntry> entries, IReadOnlyList<NameDecision> decisions, Func<Guid> newId)
    {
        var accepted = decisions.Where(decision => decision.Accepted).Select(KeyOf).ToHashSet();
        var targets = decisions.Where(decision => decision.Accepted).Select(decision => decision.Entry).ToHashSet();
        var refused = decisions.Where(decision => !decision.Accepted).ToLookup(KeyOf, decision => decision.Entry);
        // What somebody pointed a name at stays, even where nothing founds it any more.
        var there = entries.Where(entry => entry.Pinned || targets.Contains(entry.Id)).ToList();
        var (names, matcher) = (new List<PlannedName>(), new NameMatcher());
        foreach (var name in InOrder(seen.Where(name => !accepted.Contains(KeyOf(name)))))
        {
            var match = Match(matcher, name, [.. there.Where(entry => entry.Kind == name.Kind && !refused[KeyOf(name)].Contains(entry.Id))]);
            if (Founds(name, match) && !there.Any(entry => IsNamed(entry, name)))
            {
                var entry = entries.FirstOrDefault(entry => !entry.Pinned && IsNamed(entry, name)) ?? new(newId(), name.Kind, name.FullName ?? name.Name, name.Email, false);
                there.Add(entry);
                // A likeness stays a proposal: two things that exist are not made one in silence.
                match = match is not null ? match with { Confidence = Math.Min(match.Confidence, Unsure) } : name.DeclaredIn is { } file ? Declared(entry, file) : new(entry, 1, "named so here");
            }

            if (match is not null)
            {
                names.Add(new(name, match));
            }
        }

        return new(there, names);
    }

    /// <summary>What a file in a repository says is only proposed; where its name says nothing, the repository's may.</summary>
    private static NameMatch? Match(NameMatcher matcher, SeenName name, IReadOnlyList<CatalogueEntry> entries)
    {
        var match = matcher.Best(name, entries);
        if (name.DeclaredIn is not { } repository)
        {
            return match;
        }

        var built = match is { Confidence: >= NameMatcher.Certain } ? match : matcher.Best(name with { Name = repository[(repository.LastIndexOf('/') + 1)..] }, entries);
        return (built is { Confidence: >= NameMatcher.Certain } ? built : match) is { } found ? Declared(found.Entry, repository) : null;
    }

    private static NameMatch Declared(CatalogueEntry entry, string repository) => new(entry, Unsure, $"{Repository.CatalogInfoPath} in {repository}");

    /// <summary>What says most comes first and gives its name; the rest of the order only makes the same facts give the same catalogue.</summary>
    private static IOrderedEnumerable<SeenName> InOrder(IEnumerable<SeenName> names) => names.OrderBy(name => name.Rank)
        .ThenBy(name => name.Email is null).ThenBy(name => name.FullName is null).ThenBy(name => name.Name, StringComparer.Ordinal).ThenBy(name => name.System, StringComparer.Ordinal);

    /// <summary>Whether a name is a thing of its own: what exists is, unless it is spelled with the same words as another; what a list holds is, unless it may be another.</summary>
    private static bool Founds(SeenName name, NameMatch? match) => name.Rank switch
    {
        NameRank.Declared or NameRank.Exists => match is null || match.Confidence < SameWords,
        NameRank.Listed => match is null,
        _ => false,
    };

    private static bool IsNamed(CatalogueEntry entry, SeenName name) =>
        entry.Kind == name.Kind && entry.Email == name.Email && entry.Name.Equals(name.FullName ?? name.Name, StringComparison.OrdinalIgnoreCase);

    private static (CatalogueKind, string, string) KeyOf(SeenName name) => (name.Kind, name.System, name.Name);

    private static (CatalogueKind, string, string) KeyOf(NameDecision decision) => (decision.Kind, decision.System, decision.Name);
}

/// <summary>A name and the entry it stands for, or is proposed to.</summary>
public sealed record PlannedName(SeenName Name, NameMatch Match)
{
    /// <summary>Whether it counts without anybody's word.</summary>
    public bool Certain => Match.Confidence >= NameMatcher.Certain;
}
