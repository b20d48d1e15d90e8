namespace Cto.Upstreams.World.Delivery;

/// <summary>A published version of a repository.</summary>
/// <param name="Repository">Where.</param>
/// <param name="Place">From 1, by publication.</param>
/// <param name="Tag">Its name.</param>
/// <param name="Commit">On the main branch.</param>
/// <param name="Author">Who published it.</param>
/// <param name="CommittedAt">When the commit was made.</param>
/// <param name="PublishedAt">When it was published.</param>
internal sealed record Release(Repository Repository, int Place, string Tag, string Commit, Person Author, DateTimeOffset CommittedAt, DateTimeOffset PublishedAt)
{
    /// <summary>Unique among all forges.</summary>
    public long Id => (Repository.Id * 10_000) + Place;
}
