using Cto.Domain.Tenants;
using Cto.Insights;
using Cto.Insights.Tenants;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Widgets;

/// <summary>Asks the insight behind a widget and turns whatever happens into something to show.</summary>
public sealed partial class WidgetAsker(InsightCatalog insights, TenantStore tenants, TimeProvider clock, ILogger<WidgetAsker> logger)
{
    /// <summary>The kinds of facts that the widget's answer stands on; empty when there is no such insight.</summary>
    public IReadOnlyList<string> DependsOn(WidgetKey key) => insights.Find(key.Insight)?.Descriptor.DependsOn ?? [];

    /// <summary>Never throws: a failure is a snapshot that says what is wrong.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="last">What was shown before; without its answer, which stays where it is.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <returns>With the answer when there is a new one.</returns>
    public async Task<WidgetSnapshot> AskAsync(WidgetKey key, WidgetSnapshot last, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await AnswerAsync(key, cancellationToken);
            return Shown(last, reply);
        }
        catch (InsightParameterException e)
        {
            return Failed(last, e.Message, "Change the widget's settings.");
        }
        catch (UnknownEntityException e)
        {
            return Failed(last, e.Message, "Change the widget's settings.");
        }
        catch (Exception e)
        {
            // The page must stand whatever one question runs into; the operator finds the reason in the log.
            LogFailed(e, key.ToString());
            return Failed(last, "The answer could not be made.", "It is tried again by itself; the log says why it failed.");
        }
    }

    private async Task<InsightReply> AnswerAsync(WidgetKey key, CancellationToken cancellationToken)
    {
        var insight = insights.Find(key.Insight) ?? throw new InsightParameterException("insight", $"There is no insight '{key.Insight}'.");
        var parameters = InsightParameters.Parse(insight.Descriptor, key.Values);
        Tenant tenant = await tenants.FindAsync(key.Tenant, cancellationToken)
            ?? throw new InsightParameterException("tenant", "This company is not there any more.");
        return await insight.AskAsync(new InsightQuestion(tenant, parameters, clock.GetUtcNow()), cancellationToken);
    }

    private WidgetSnapshot Shown(WidgetSnapshot last, InsightReply reply)
    {
        var state = reply switch
        {
            { Status: InsightStatus.NoData or InsightStatus.NotConnected } => WidgetState.Empty,
            { Status: InsightStatus.Partial } => WidgetState.Partial,
            { Evidence.StaleSince: not null } => WidgetState.Stale,
            _ => WidgetState.Fresh,
        };
        var since = state == WidgetState.Stale ? reply.Evidence.StaleSince!.Value : clock.GetUtcNow();
        return last with { State = state, Reply = reply, Since = since, Fault = null, Remedy = null };
    }

    private WidgetSnapshot Failed(WidgetSnapshot last, string fault, string remedy) =>
        last with { State = WidgetState.Failing, Since = last.Fault is null ? clock.GetUtcNow() : last.Since, Fault = fault, Remedy = remedy };

    [LoggerMessage(LogLevel.Error, "Widget {Key} could not be answered.")]
    private partial void LogFailed(Exception exception, string key);
}
