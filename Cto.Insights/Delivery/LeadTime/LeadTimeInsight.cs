using Cto.Domain;
using Cto.Domain.Delivery;
using Dapper;

namespace Cto.Insights.Delivery.LeadTime;

/// <summary>Where does the time go between a commit and production.</summary>
internal sealed class LeadTimeInsight(DeliveryReader reader) : IInsight
{
    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "delivery.lead-time",
        Title = "Lead time for changes",
        Question = "How long do changes wait from first commit to production, and where does the time go?",
        Parameters =
        [
            ParameterDescriptor.Period, ParameterDescriptor.From, ParameterDescriptor.To, ParameterDescriptor.Service, ParameterDescriptor.Team, ParameterDescriptor.Repository,
            DeliveryParameters.ProductionOnly, new("by", "Broken down by", ParameterType.Choice) { Default = "service", Choices = ["service", "repository", "team"] },
            DeliveryParameters.Unit, DeliveryParameters.Hours,
        ],
        DependsOn = [FactKinds.Service, FactKinds.Deployment, FactKinds.PullRequest, FactKinds.Review, FactKinds.Commit],
        Phrasings =
        [
            "lead time for changes", "how long until a commit is in production", "why is our lead time up", "what slows us down", "where does the time go before production",
            "lead time by service", "which repository is slowest to production", "how fast do changes ship",
        ],
        Answer = typeof(LeadTimeAnswer),
    };

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        var asking = DeliveryAsking.Of(question, Descriptor, FactKinds.Deployment);
        var (unit, hours) = (DeliveryParameters.UnitOf(question), DeliveryParameters.HoursOf(question));
        var reading = await reader.ReadAsync(
            asking,
            LeadTimeSql.For(asking.Filter, unit),
            async results => (Rows: (await results.ReadAsync<LeadTimeRow>()).AsList(), Slowest: (await results.ReadAsync<ChangeEvidence>()).AsList()),
            cancellationToken);
        var figures = new LeadTimeFigures(reading.Rows.Rows, reading.Services, hours);
        var answer = figures.Of(asking.Period, asking.Before, question.Parameters["by"]!, question.Tenant.TimeZone);
        return new DeliveryReply(asking, reading.Sources, Descriptor.Name).With(
            answer,
            hasData: reading.Services.Any(service => service.Deployed),
            sentence: LeadTimeNarrator.Say(answer, asking),
            EvidenceOf(reading.Rows.Rows, reading.Rows.Slowest, asking, unit, hours));
    }

    private static Evidence EvidenceOf(List<LeadTimeRow> rows, List<ChangeEvidence> slowest, DeliveryAsking asking, ChangeUnits unit, WorkingHours? hours)
    {
        var inPeriod = rows.Where(row => asking.Period.Contains(row.DeployedAt)).ToArray();
        return new Evidence
        {
            Rule = $"From the first commit (author date) of each {(unit == ChangeUnits.Commit ? "commit" : "pull request (mainline commit where a repository has none)")} to the finish of the first successful "
                + $"production deployment that contains it, {(hours is null ? "by the clock" : "in working hours, Monday to Friday 9 to 17")}, for deployments{asking.Filter.Words} that finished in {asking.Named.Title}; bots count. "
                + "Phases: coding until opened, pickup until the first review by another person, review until merged, deploy until in production.",
            Rows = [.. slowest.Select(change => change.ToRow("lead time seconds"))],
            Total = inPeriod.Length,
            Excluded =
            [
                .. inPeriod.Where(row => row.Exclusion != 0).GroupBy(row => (LeadTimeExclusion)row.Exclusion).OrderBy(group => group.Key)
                    .Select(group => new Exclusion(ReasonOf(group.Key), group.Count())),
            ],
            AsOf = new Dictionary<string, DateTimeOffset?>(),
        };
    }

    private static string ReasonOf(LeadTimeExclusion exclusion) => exclusion switch
    {
        LeadTimeExclusion.FirstDeployment => "Shipped by a service's first deployment",
        LeadTimeExclusion.ClockOrRebase => "First commit younger than the deployment (clock or rebase)",
        _ => "First commit unknown",
    };
}
