using Cto.Domain;

namespace Cto.Insights.Delivery.ChangeFailures;

/// <summary>Which changes failed, where most often, and how were they mended.</summary>
internal sealed class ChangeFailuresInsight(DeliveryReader reader) : IInsight
{
    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "delivery.change-failures",
        Title = "Change failures",
        Question = "Which changes failed in production, where most often, and how were they mended?",
        Parameters =
        [
            ParameterDescriptor.Period, ParameterDescriptor.From, ParameterDescriptor.To, ParameterDescriptor.Service, ParameterDescriptor.Team, ParameterDescriptor.Repository,
            DeliveryParameters.ProductionOnly,
        ],
        DependsOn = [FactKinds.Service, FactKinds.Deployment, FactKinds.PullRequest, FactKinds.Commit, FactKinds.Incident],
        Phrasings =
        [
            "which deployments failed", "which service fails most", "change failures", "what was rolled back", "failure rate by service", "which changes caused incidents",
            "rollbacks and reverts", "riskiest services", "services with the highest change failure rate", "hotfixes this quarter",
        ],
        Answer = typeof(ChangeFailuresAnswer),
    };

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        var asking = DeliveryAsking.Of(question, Descriptor, FactKinds.Deployment);
        var reading = await reader.ReadAsync(asking, ChangeFailuresSql.For(asking.Filter), ChangeFailuresSample.ReadAsync, cancellationToken);
        var answer = ChangeFailuresFigures.Of(reading.Rows, reading.Services, question.Tenant.Delivery.AttributionWindow);
        return new DeliveryReply(asking, reading.Sources, Descriptor.Name).With(
            answer,
            hasData: reading.Services.Any(service => service.Deployed),
            sentence: Say(answer, asking),
            EvidenceOf(reading.Rows, answer, asking));
    }

    private static string Say(ChangeFailuresAnswer answer, DeliveryAsking asking)
    {
        if (answer.Rate is not { } rate)
        {
            return $"Nothing{asking.Filter.Words} was deployed to production in {asking.Named.Title}.";
        }

        var worst = answer.Ranking.FirstOrDefault(service => service is { Rank: 1, Failed: > 0 });
        return $"{Wording.Start(asking.Named.Title)}{asking.Filter.Words}: {answer.Failed} of {Wording.Count(answer.Denominator, "change")} failed ({Wording.Percent(rate)}{Wording.Against(rate, answer.RateBefore, Wording.Percent)})."
            + (worst is null || answer.Ranking.Count == 1 ? "" : $" The most fragile service is {worst.Service}: {worst.Failed} of {worst.Denominator}.")
            + (answer.Unattributed.Count == 0 ? "" : $" {Wording.Count(answer.Unattributed.Count, "incident")} could not be put down to a deployment.");
    }

    private static Evidence EvidenceOf(ChangeFailuresSample sample, ChangeFailuresAnswer answer, DeliveryAsking asking) => new()
    {
        Rule = $"A production deployment{asking.Filter.Words} that finished in {asking.Named.Title} failed when it was rolled back, reverted, hot-fixed or is to blame for an incident "
            + $"(explicit link, else a rollback during it, else the service's last deployment at most {Wording.Number(asking.Question.Tenant.Delivery.AttributionWindow.TotalHours)} hours before). "
            + $"The rate is failed changes / (successful deployments − rollbacks). Services with fewer than {ChangeFailuresFigures.RankedFrom} deployments are not ranked.",
        Rows = [.. sample.Failures.Select(row => row.ToEvidence())],
        Total = answer.Failed,
        Excluded =
        [
            .. new Exclusion[]
            {
                new("Incidents that no deployment is to blame for", answer.Unattributed.Count),
                new("Runs that failed and reached nobody", sample.Services.Sum(service => service.FailedRuns)),
                new("Failed changes that nothing has remedied yet have no recovery time", sample.Services.Sum(service => service.Unrecovered)),
            }.Where(exclusion => exclusion.Count > 0),
        ],
        AsOf = new Dictionary<string, DateTimeOffset?>(),
    };
}
