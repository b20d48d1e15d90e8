using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>Makes a thing upstream once, however often it is tried: what an earlier attempt made is found by the mark that it bears.</summary>
internal static class OnceOnly
{
    /// <summary>Finds what an earlier attempt made, or makes it; when the answer is lost, looks once more.</summary>
    /// <param name="find">Looks for the mark; <see langword="null"/> = it is not there.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="claim">What is not known when the answer is lost, as a clause: <c>Jira created the issue</c>.</param>
    /// <param name="remedy">What to do then.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    /// <returns>The thing, and whether an earlier attempt had made it.</returns>
    /// <exception cref="SourceException">It was refused, or its outcome is unknown; the message says which.</exception>
    public static Task<(T Made, bool Found)> MakeAsync<T>(
        Func<CancellationToken, Task<T?>> find, Func<CancellationToken, Task<T>> make, string claim, string remedy, CancellationToken cancellationToken)
        where T : class => MakeAsync(find, _ => Task.FromResult(make), (ready, token) => ready(token), claim, remedy, cancellationToken);

    /// <summary>The same where something is to be read before it can be made: as long as only that fails, nothing was sent and nothing is unknown.</summary>
    /// <param name="find">Looks for the mark; <see langword="null"/> = it is not there.</param>
    /// <param name="prepare">Reads what it takes; asked only when the mark is not there.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="claim">What is not known when the answer is lost, as a clause.</param>
    /// <param name="remedy">What to do then.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    /// <returns>The thing, and whether an earlier attempt had made it.</returns>
    /// <exception cref="SourceException">It was refused, or its outcome is unknown; the message says which.</exception>
    public static async Task<(T Made, bool Found)> MakeAsync<TDraft, T>(
        Func<CancellationToken, Task<T?>> find, Func<CancellationToken, Task<TDraft>> prepare, Func<TDraft, CancellationToken, Task<T>> make, string claim, string remedy, CancellationToken cancellationToken)
        where T : class
    {
        if (await find(cancellationToken) is { } earlier)
        {
            return (earlier, true);
        }

        var draft = await prepare(cancellationToken);
        try
        {
            return (await make(draft, cancellationToken), false);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Unavailable or SourceFault.UnexpectedReply)
        {
            return (await LookAsync(find, cancellationToken) ?? throw new SourceException(e.Fault, $"It is not known whether {claim}: {e.Message}", e) { Remedy = remedy, RetryAt = e.RetryAt }, false);
        }
    }

    // That one cannot look is no answer either: what is to be told is that the outcome is unknown.
    private static async Task<T?> LookAsync<T>(Func<CancellationToken, Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await find(cancellationToken);
        }
        catch (SourceException)
        {
            return null;
        }
    }
}
