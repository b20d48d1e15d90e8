using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>Tries a connection live: as whom, which accounts are in reach, and whether their data may be asked for.</summary>
internal sealed class NewRelicCheck(NewRelicSessions sessions)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var actor = await session.AskAsync(NewRelicQueries.Who, new(), actor => actor.Accounts is null ? null : actor, cancellationToken);
        var seen = actor.Accounts!.OfType<NewRelicAccount>().Where(account => account.Id is not null).ToDictionary(account => account.Id!.Value);
        var wanted = await session.AccountsAsync(cancellationToken);
        var hidden = wanted.Where(account => !seen.ContainsKey(account)).ToList();
        if (wanted.Count == hidden.Count)
        {
            throw new SourceException(SourceFault.NotFound, wanted.Count == 0 ? "The key sees no account." : $"The key does not see account {string.Join(", ", hidden)}.");
        }

        var warnings = hidden.ConvertAll(account => $"Account {account} is not in reach of the key and is left out.");
        foreach (var account in wanted.Except(hidden))
        {
            await TryAsync($"Data of account {account}", () => session.RowsAsync(account, "SELECT count(*) FROM Metric SINCE 5 minutes ago", cancellationToken));
        }

        await TryAsync("Service levels", () => session.EntitiesAsync(NewRelicQueries.Indicators, cancellationToken));
        var names = string.Join(", ", wanted.Where(seen.ContainsKey).Take(3).Select(account => seen[account].Name ?? $"{account}"));
        return new($"Connected as {actor.User?.Email ?? actor.User?.Name ?? "an unnamed user"}: {wanted.Count - hidden.Count} {(wanted.Count - hidden.Count == 1 ? "account" : "accounts")} in reach ({names}).")
        {
            Warnings = [.. warnings, .. session.Warnings],
        };

        async Task TryAsync(string what, Func<Task> ask)
        {
            try
            {
                await ask();
            }
            catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
            {
                warnings.Add($"{what} cannot be read, so the numbers made of them will have no data: {e.Message}");
            }
        }
    }
}
