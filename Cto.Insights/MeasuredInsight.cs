using System.Diagnostics;

namespace Cto.Insights;

/// <summary>An insight whose every question is a span, with the SQL below it, and a point of the duration histogram.</summary>
internal sealed class MeasuredInsight(IInsight insight) : IInsight
{
    public InsightDescriptor Descriptor => insight.Descriptor;

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var span = InsightInstruments.Activities.StartActivity($"ask {Descriptor.Name}");
        span?.SetTag("cto.insight", Descriptor.Name);
        var outcome = "failed";
        try
        {
            var reply = await insight.AskAsync(question, cancellationToken);
            outcome = "answered";
            return reply;
        }
        catch (Exception e) when (e is InsightParameterException or UnknownEntityException)
        {
            // The asker's mistake, not ours.
            outcome = "refused";
            throw;
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
        finally
        {
            span?.SetTag("cto.outcome", outcome);
            InsightInstruments.Answered(Descriptor.Name, outcome, Stopwatch.GetElapsedTime(start));
        }
    }
}
