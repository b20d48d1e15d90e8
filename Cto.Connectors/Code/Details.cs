using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Code;

/// <summary>What some requests for each of several records brought.</summary>
/// <param name="Facts">Those of the records before <paramref name="Failure"/>.</param>
/// <param name="Done">How many records that are.</param>
/// <param name="Failure">What ended the reading before the last record; <see langword="null"/> when nothing did.</param>
internal sealed record Details(IReadOnlyList<Fact> Facts, int Done, SourceException? Failure)
{
    /// <summary>Reads several records at a time; what was read before a failure is kept.</summary>
    /// <exception cref="SourceException">Not even the first could be read.</exception>
    public static async Task<Details> ReadAsync<T>(IReadOnlyList<T> items, int degree, Func<T, CancellationToken, Task<IReadOnlyList<Fact>>> read, CancellationToken cancellationToken)
    {
        var (facts, done) = (new List<Fact>(), 0);
        try
        {
            await foreach (var found in Ordered.SelectAsync(items, degree, read, cancellationToken))
            {
                facts.AddRange(found);
                done++;
            }
        }
        catch (SourceException e) when (done > 0)
        {
            return new(facts, done, e);
        }

        return new(facts, done, null);
    }
}
