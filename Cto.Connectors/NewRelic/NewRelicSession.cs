using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>One New Relic source for the length of a call: its settings and its questions.</summary>
internal sealed class NewRelicSession(SourceHttp http, NewRelicSettings settings, TimeProvider clock)
{
    /// <summary>Questions in flight at a time; New Relic allows a user 25.</summary>
    public const int Degree = 4;

    // NerdGraph takes so many guids at once.
    private const int Guids = 25;

    private readonly INewRelicApi _api = http.For<INewRelicApi>(NewRelicJson.Default);
    private readonly HashSet<string> _warnings = new(StringComparer.Ordinal);

    public NewRelicSettings Settings => settings;

    public TimeProvider Clock => clock;

    /// <summary>What New Relic could not answer beside what it did.</summary>
    public IReadOnlyList<string> Warnings => [.. _warnings];

    /// <summary>Puts a question and takes the part of the answer that is wanted.</summary>
    /// <exception cref="SourceException">That part is missing, for the reasons that New Relic gives; errors that left it whole become warnings.</exception>
    public async Task<T> AskAsync<T>(string query, NewRelicVariables variables, Func<NewRelicActor, T?> part, CancellationToken cancellationToken)
        where T : class
    {
        var answer = (await _api.AskAsync(new(query, variables), cancellationToken)).Content;
        var found = answer.Data?.Actor is { } actor ? part(actor) : null;
        if (answer.Errors is { Length: > 0 } errors)
        {
            if (found is null)
            {
                throw NewRelicErrors.Of(errors, clock.GetUtcNow());
            }

            lock (_warnings)
            {
                _warnings.Add($"New Relic answered in part only: {HttpFaults.Shorten(NewRelicErrors.Words(errors))}");
            }
        }

        return found ?? throw new SourceException(SourceFault.UnexpectedReply, $"{settings.BaseAddress.Host} answered without what was asked for, and without saying why.");
    }

    /// <summary>The accounts to read, by the settings or by what the key sees.</summary>
    public async Task<IReadOnlyList<int>> AccountsAsync(CancellationToken cancellationToken) => settings.AccountIds.Count > 0
        ? settings.AccountIds
        : [.. (await AskAsync(NewRelicQueries.Who, new(), actor => actor.Accounts, cancellationToken)).Select(account => account?.Id).OfType<int>()];

    /// <summary>The entities that a search finds, from its first page to its last.</summary>
    public Task<IReadOnlyList<NewRelicEntity>> EntitiesAsync(string search, CancellationToken cancellationToken)
    {
        var inAccounts = settings.AccountIds.Count > 0 ? $"({search}) AND accountId IN ({string.Join(", ", settings.AccountIds)})" : search;
        return http.Pages().AllAsync(
            cursor => AskAsync(NewRelicQueries.Entities, new() { Search = inAccounts, Cursor = cursor }, actor => actor.EntitySearch?.Results, cancellationToken),
            page => page.Entities,
            page => page.NextCursor);
    }

    /// <summary>Entities by their guids, as much of them as the query asks for.</summary>
    public async Task<IReadOnlyList<NewRelicEntity>> ByGuidAsync(string query, IEnumerable<string> guids, CancellationToken cancellationToken)
    {
        var found = new List<NewRelicEntity>();
        await foreach (var some in Ordered.SelectAsync(guids.Distinct(StringComparer.Ordinal).Chunk(Guids), Degree, (chunk, token) => AskAsync(query, new() { Guids = chunk }, actor => actor.Entities, token), cancellationToken))
        {
            found.AddRange(some.OfType<NewRelicEntity>());
        }

        return found;
    }

    /// <summary>The rows of an NRQL query.</summary>
    public async Task<IReadOnlyList<NewRelicRow>> RowsAsync(int account, string nrql, CancellationToken cancellationToken) =>
        [.. (await AskAsync(NewRelicQueries.Nrql, new() { Account = account, Nrql = nrql }, actor => actor.Account?.Nrql?.Results, cancellationToken)).OfType<NewRelicRow>()];
}

/// <summary>Opens New Relic sources.</summary>
internal sealed class NewRelicSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public NewRelicSession Open(SourceConnection source)
    {
        var settings = new NewRelicSettings(source.Settings, guard);
        return new(http.Open(settings.BaseAddress, new NewRelicDialect(settings.BaseAddress, source.Credentials)), settings, clock);
    }
}
