using Cto.Insights;
using Cto.Insights.Delivery.ChangeFailures;
using Cto.Insights.Delivery.Deployments;
using Cto.Insights.Delivery.DoraMetrics;
using Cto.Insights.Delivery.LeadTime;
using Cto.Insights.PullRequests.CycleTime;
using Cto.Insights.PullRequests.OpenPullRequests;
using Cto.Insights.PullRequests.ReviewLoad;
using Cto.Web.Components.Charts;

namespace Cto.Web.Components.Widgets;

/// <summary>The chart of an answer as an SVG file.</summary>
internal static class AnswerPicture
{
    public const string ContentType = "image/svg+xml";

    /// <summary>Whether there is a picture of the answer.</summary>
    public static bool IsDrawn(InsightReply reply) =>
        reply.Answer is DoraAnswer or DeploymentsAnswer or LeadTimeAnswer or CycleTimeAnswer or ChangeFailuresAnswer or ReviewLoadAnswer or OpenPullRequestsAnswer;

    /// <returns><see langword="null"/> when the answer is missing or nothing of it is drawn.</returns>
    public static string? Of(InsightReply reply)
    {
        var subtitle = reply.Query.Period ?? "now";
        return reply.Answer switch
        {
            DoraAnswer answer => SvgFile.OfColumns(AnswerCharts.Of(answer), subtitle),
            DeploymentsAnswer answer => SvgFile.OfColumns(AnswerCharts.Of(answer), subtitle),
            LeadTimeAnswer answer => SvgFile.OfLines(AnswerCharts.Of(answer), subtitle),
            CycleTimeAnswer answer => SvgFile.OfColumns(AnswerCharts.Of(answer), subtitle),
            ChangeFailuresAnswer answer => SvgFile.OfBars("Change failure rate by service", subtitle, AnswerCharts.Bars(answer)),
            ReviewLoadAnswer answer => SvgFile.OfBars("Reviews per person", subtitle, AnswerCharts.Bars(answer)),
            OpenPullRequestsAnswer answer => SvgFile.OfBars("Open pull requests by repository", subtitle, AnswerCharts.Bars(answer)),
            _ => null,
        };
    }
}
