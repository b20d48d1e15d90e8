using Cto.Domain;
using Cto.Insights.Delivery;
using Dapper;

namespace Cto.Insights.PullRequests.CycleTime;

/// <summary>How long do pull requests take, and in which phase.</summary>
internal sealed class CycleTimeInsight(DeliveryReader reader) : IInsight
{
    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "pull-requests.cycle-time",
        Title = "Pull request cycle time",
        Question = "How long do pull requests take from first commit to production, phase by phase?",
        Parameters =
        [
            ParameterDescriptor.Period, ParameterDescriptor.From, ParameterDescriptor.To, ParameterDescriptor.Service, ParameterDescriptor.Team, ParameterDescriptor.Repository,
            new("by", "Broken down by", ParameterType.Choice) { Default = "repository", Choices = ["repository", "team", "author"] }, DeliveryParameters.Hours,
        ],
        DependsOn = [FactKinds.PullRequest, FactKinds.Review, FactKinds.Deployment, FactKinds.Service],
        Phrasings =
        [
            "pull request cycle time", "how long do pull requests take", "how long do reviews take", "time to first review", "review time", "pickup time by team", "are reviews slow",
            "merge rate", "how many pull requests were merged without review", "how big are our pull requests", "cycle time by repository",
        ],
        Answer = typeof(CycleTimeAnswer),
    };

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        var asking = DeliveryAsking.Of(question, Descriptor, FactKinds.PullRequest);
        var reading = await reader.ReadAsync(asking, CycleTimeSql.For(asking.Filter), ReadAsync, cancellationToken);
        var figures = new CycleTimeFigures(reading.Rows, reading.Services, DeliveryParameters.HoursOf(question));
        var answer = figures.Of(asking.Period, asking.Before, question.Parameters["by"]!, question.Tenant.TimeZone);
        return new DeliveryReply(asking, reading.Sources, Descriptor.Name).With(
            answer, hasData: reading.Rows.Any, sentence: CycleTimeNarrator.Say(answer, asking), CycleTimeEvidence.Of(reading.Rows, figures, asking, DeliveryParameters.HoursOf(question)));
    }

    private static async Task<CycleTimeSample> ReadAsync(SqlMapper.GridReader results) => new(
        (await results.ReadAsync<CycleTimeRow>()).AsList(),
        [.. (await results.ReadAsync<DateTime>()).Select(closed => new DateTimeOffset(closed))],
        (await results.ReadAsync<ChangeEvidence>()).AsList(),
        await results.ReadSingleAsync<bool>());
}
