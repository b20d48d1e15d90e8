using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Code;

/// <summary>Pulls one stream through all repositories of a source; a repository that fails is passed over and told of at the end.</summary>
/// <param name="http">Tells the limit.</param>
/// <param name="stream">What is pulled.</param>
/// <param name="reach">From where.</param>
internal sealed class RepositoryPull<TRepository>(SourceHttp http, CodeStream<TRepository> stream, Reach<TRepository> reach)
    where TRepository : class, ICodeRepository
{
    // First requests of repositories in flight: mostly "nothing new", and each a round trip.
    private const int Ahead = 4;

    // As many that do not answer, one after the other, and it is the server that is down.
    private const int Enough = 3;

    private const int MaxWarnings = 20;

    public async IAsyncEnumerable<FactPage> RunAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = RepositoryCursor.Parse(cursor, stream.Fingerprint);
        var failures = new List<(TRepository Repository, SourceException Fault)>();
        var (number, inARow) = (0, 0);
        await foreach (var (repository, walk, refused) in Ordered.SelectAsync(From(position.At), Ahead, OpenAsync, cancellationToken))
        {
            number++;
            var failure = refused;
            if (walk is not null)
            {
                await using var facts = walk.GetAsyncEnumerator(cancellationToken);
                while (true)
                {
                    bool more;
                    (more, failure) = await MoveAsync(facts);
                    if (!more)
                    {
                        break;
                    }

                    position.Repositories[repository.Id] = facts.Current.Mark;
                    yield return new()
                    {
                        Facts = facts.Current.Facts,
                        Withdrawn = facts.Current.Withdrawn,
                        Cursor = (position with { At = repository.Id }).ToString(),
                        Progress = PullProgress.Of(number - 1, reach.Repositories.Count, $"{repository.FullName}: {stream.Title} ({number} of {reach.Repositories.Count})"),
                        RateLimit = http.Limit,
                    };
                }
            }

            inARow = failure?.Fault is SourceFault.Unavailable ? inARow + 1 : 0;
            if (failure is not null)
            {
                failures.Add((repository, failure));
            }

            if (failure?.Fault is SourceFault.Throttled or SourceFault.Unauthorized || inARow == Enough)
            {
                throw failure!;
            }
        }

        var missing = reach.Repositories.Where(repository => position.Repositories.GetValueOrDefault(repository.Id)?.Missing is not null)
            .Select(repository => $"{repository.FullName}: {position.Repositories[repository.Id].Missing}");
        yield return new() { Facts = [], RateLimit = http.Limit, Warnings = [.. reach.Warnings, .. Shortened([.. missing]), .. Warnings(failures)] };

        // A source of which nothing can be read is a fault, unless it does well without; so is what waiting may heal, that it is tried again soon.
        if (failures.Count == reach.Repositories.Count && !IsDispensable(failures))
        {
            throw failures[0].Fault;
        }

        if (failures.FirstOrDefault(failed => failed.Fault.Fault.IsPassing()) is { Fault: { } passing } broken)
        {
            // Not "unavailable": the vendor is there, as the others show, and the other streams need not wait.
            throw new SourceException(SourceFault.UnexpectedReply, $"{broken.Repository.FullName}: {passing.Message}", passing)
            {
                Remedy = "Nothing to do: the other repositories were read, and this one is tried again by itself.",
                RetryAt = passing.RetryAt,
            };
        }

        async Task<(TRepository Repository, IAsyncEnumerable<RepositoryFacts>? Walk, SourceException? Refused)> OpenAsync(TRepository repository, CancellationToken token)
        {
            try
            {
                return (repository, await stream.OpenAsync(repository, position.Repositories.GetValueOrDefault(repository.Id) ?? new(), token), null);
            }
            catch (SourceException e)
            {
                return (repository, null, e);
            }
        }
    }

    private IEnumerable<TRepository> From(long? at)
    {
        var before = reach.Repositories.TakeWhile(repository => repository.Id != at).ToList();
        return before.Count == reach.Repositories.Count ? before : reach.Repositories.Skip(before.Count).Concat(before);
    }

    // A right that the credentials lack is missing everywhere: then it is told once.
    private IEnumerable<string> Warnings(List<(TRepository Repository, SourceException Fault)> failures) =>
        failures.Count > 1 && failures.Count == reach.Repositories.Count && IsDispensable(failures)
            ? [$"{char.ToUpperInvariant(stream.Title[0])}{stream.Title[1..]} cannot be read, so the numbers made of them will have no data: {failures[0].Fault.Message}"]
            : Shortened([.. failures.Select(failed => $"{failed.Repository.FullName}: {stream.Title} could not be read and are missing in the numbers. {failed.Fault.Message}")]);

    private static IEnumerable<string> Shortened(List<string> warnings) =>
        warnings.Take(MaxWarnings).Concat(warnings.Count > MaxWarnings ? [$"So it is with {warnings.Count - MaxWarnings} more repositories."] : []);

    private bool IsDispensable(List<(TRepository Repository, SourceException Fault)> failures) =>
        stream.Optional && failures.All(failed => failed.Fault.Fault is SourceFault.Forbidden or SourceFault.NotFound);

    private static async Task<(bool More, SourceException? Failure)> MoveAsync(IAsyncEnumerator<RepositoryFacts> facts)
    {
        try
        {
            return (await facts.MoveNextAsync(), null);
        }
        catch (SourceException e)
        {
            return (false, e);
        }
    }
}
