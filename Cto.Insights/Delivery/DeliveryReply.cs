using Cto.Insights.Sources;

namespace Cto.Insights.Delivery;

/// <summary>Puts an answer, its proof and what the sources lack together: what is not connected is never fine, and what is missing is said.</summary>
internal sealed class DeliveryReply(DeliveryAsking asking, SourceNotes sources, string insight)
{
    /// <param name="answer">The insight's record.</param>
    /// <param name="hasData">Whether there is anything to answer from.</param>
    /// <param name="sentence">The answer in words.</param>
    /// <param name="evidence">The proof; sources are added here.</param>
    public InsightReply With(object answer, bool hasData, string sentence, Evidence evidence)
    {
        // Facts may outlive the connection that brought them: what they say is still an answer.
        var status = !hasData ? sources.Connected ? InsightStatus.NoData : InsightStatus.NotConnected
            : sources.Partial.Count > 0 || !sources.Connected ? InsightStatus.Partial
            : InsightStatus.Answered;
        var partial = hasData && !sources.Connected ? [.. sources.Partial, $"No connected source brings {Wanted} any more."] : sources.Partial;
        return new InsightReply
        {
            Name = insight,
            Status = status,
            Query = asking.Asked,
            Answer = status == InsightStatus.NotConnected ? null : answer,
            Evidence = evidence with { AsOf = sources.AsOf, Partial = partial, StaleSince = sources.StaleSince },
            Sentence = status switch
            {
                InsightStatus.NotConnected => $"No connected source brings {Wanted}. These can: {string.Join(", ", sources.Bringers)}.",
                InsightStatus.NoData => $"There are no {Wanted}{asking.Filter.Words} in what is connected.",
                InsightStatus.Partial => $"{sentence} This may be incomplete: {string.Join(' ', partial)}",
                _ => sentence,
            },
            AnsweredAt = asking.Question.Now,
        };
    }

    private string Wanted => string.Join(" or ", asking.Needs.Select(kind => kind switch { "pullRequest" => "pull requests", _ => kind + "s" }));
}
