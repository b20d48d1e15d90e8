using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;
using Cto.Insights.Sources;
using Cto.Insights.Sources.Actions;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

/// <summary>Does in upstream systems what a person has confirmed: once, with the credentials and out of the budget of the source's syncs.</summary>
public sealed partial class SourceActing(
    SourceAccess access, ActionStore actions, SourceUsages usages, SourceFacts facts, IConnectorCatalog connectors, IGrainFactory grains, TimeProvider clock, ILogger<SourceActing> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Does the action unless it was done before, and tells what is there now.</summary>
    /// <returns>Also when it was refused, or nobody can say.</returns>
    /// <exception cref="NotSupportedException">The connector does not know the action.</exception>
    /// <exception cref="ActionConflictException">The action's id stands for another one.</exception>
    public async Task<StoredAction> ActAsync(StoredSource source, SourceAction action, WantedAction wanted, CancellationToken cancellationToken)
    {
        var doer = connectors.Find(source.Connector)?.Actions ?? throw new NotSupportedException($"{source.Connector} does nothing upstream.");
        var (ours, known) = await actions.BeginAsync(wanted, cancellationToken);
        if (ours is not { } startedAt)
        {
            return known!;
        }

        // From here on it goes to its end, whether or not the one who asked still waits.
        var ended = await AttemptAsync(source, action, doer, new(wanted.Id, wanted.Type, ActionState.Running, null, null, null, startedAt, null));
        LogActed(wanted.Type, source.Connector, source.Id, ended.State);
        return await actions.EndAsync(wanted.TenantId, ended, CancellationToken.None);
    }

    private async Task<StoredAction> AttemptAsync(StoredSource source, SourceAction action, ISourceActions doer, StoredAction attempt)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        var usage = new SourceUsage(MonthlyBudget.Of(source.Settings) - source.UsageOf(clock.GetUtcNow()).Cost);
        usage.Flow();
        SourceConnection? opened = null;
        try
        {
            opened = await access.OpenAsync(source, patience.Token);
            var outcome = await RenewingAsync(opened, action, doer, patience.Token);
            foreach (var (stream, written) in await facts.WriteAsync(source, connectors.Find(source.Connector)!, outcome.Facts))
            {
                await grains.GetGrain<ISourceGrain>(new SourceKey(source.TenantId, source.Id).ToString()).Kept(stream, written.Inserted);
            }

            return attempt with { State = ActionState.Done, Summary = outcome.Summary, Name = outcome.Name, Url = outcome.Url, EndedAt = clock.GetUtcNow() };
        }
        catch (SourceException e)
        {
            // An answer that did not come, or that we do not understand, may hide an effect.
            var state = e.Fault is SourceFault.Unavailable or SourceFault.UnexpectedReply ? ActionState.Unknown : ActionState.Refused;
            return attempt with { State = state, Summary = $"{e.Message} {(e.Fault is SourceFault.Forbidden ? Ungranted(opened, action, doer) : null) ?? e.Remedy}", EndedAt = clock.GetUtcNow() };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return attempt with { State = ActionState.Unknown, Summary = $"It took longer than {Patience.TotalSeconds} s, so nobody can say whether it was done. Try again: what was done is found and not done twice.", EndedAt = clock.GetUtcNow() };
        }
        finally
        {
            if (usage.Take() is { Calls: > 0 } count)
            {
                await usages.AddAsync(source.TenantId, source.Id, count, CancellationToken.None);
            }
        }
    }

    private string? Ungranted(SourceConnection? source, SourceAction action, ISourceActions doer) =>
        source is not null && connectors.Find(source.Connector) is { } connector && doer.Known.FirstOrDefault(known => known.Type == action.GetType()) is { } known
            ? ActingGrant.Remedy(connector.Descriptor, source, known)
            : null;

    /// <summary>A token that is refused did nothing: with another one it is tried once more.</summary>
    private async Task<ActionOutcome> RenewingAsync(SourceConnection connection, SourceAction action, ISourceActions doer, CancellationToken cancellationToken)
    {
        try
        {
            return await doer.ActAsync(connection, action, cancellationToken);
        }
        catch (SourceException e) when (e.Fault == SourceFault.Unauthorized)
        {
            if (await access.RenewRefusedAsync(connection, cancellationToken) is not { } renewed)
            {
                throw;
            }

            return await doer.ActAsync(renewed, action, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Action {Type} on {Connector} source {SourceId}: {State}.")]
    private partial void LogActed(string type, string connector, Guid sourceId, ActionState state);
}
