using Cto.Domain;

namespace Cto.Connectors.Code;

/// <summary>A repository as a code host tells of it.</summary>
internal interface ICodeRepository
{
    /// <summary>Survives a rename.</summary>
    long Id { get; }

    /// <summary><c>owner/name</c>, or the full path.</summary>
    string? FullName { get; }
}

/// <summary>One kind of record of a repository, read from what is committed already on.</summary>
internal abstract class CodeStream<TRepository>
    where TRepository : class, ICodeRepository
{
    /// <summary>In words, for the progress line.</summary>
    public abstract string Title { get; }

    /// <summary>The settings that its cursors depend on.</summary>
    public abstract string Fingerprint { get; }

    /// <summary>Whether a source does well without it: then a right that is missing is told, and the source does not fail.</summary>
    public bool Optional { get; init; }

    /// <summary>Makes the first request of a repository; the walk goes on from its answer.</summary>
    public abstract Task<IAsyncEnumerable<RepositoryFacts>> OpenAsync(TRepository repository, RepositoryMark mark, CancellationToken cancellationToken);

    /// <summary>A repository that is read in one go.</summary>
    protected static IAsyncEnumerable<RepositoryFacts> One(IReadOnlyList<Fact> facts, RepositoryMark mark, IReadOnlyList<FactKey>? gone = null) =>
        AsyncEnumerable.Repeat(new RepositoryFacts(facts, mark) { Withdrawn = gone ?? [] }, 1);

    /// <summary>What the reading before had and this one has not.</summary>
    protected static IReadOnlyList<FactKey> Gone(RepositoryMark mark, IEnumerable<string> now, string kind, Func<string, string> key) =>
        [.. (mark.Known ?? []).Except(now, StringComparer.Ordinal).Select(name => new FactKey(kind, key(name)))];
}

/// <summary>Facts of one repository and where it stands once they are committed.</summary>
internal sealed record RepositoryFacts(IReadOnlyList<Fact> Facts, RepositoryMark Mark)
{
    /// <summary>Facts that the repository no longer has.</summary>
    public IReadOnlyList<FactKey> Withdrawn { get; init; } = [];
}

/// <summary>What a source reads.</summary>
/// <param name="Repositories">Latest activity first; never empty.</param>
/// <param name="Archived">Known, and read no further.</param>
/// <param name="Warnings">What it names and cannot see, each a sentence.</param>
internal sealed record Reach<TRepository>(IReadOnlyList<TRepository> Repositories, IReadOnlyList<TRepository> Archived, IReadOnlyList<string> Warnings);
