using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.Deployments;

/// <summary>What was deployed, where, and how did it go.</summary>
internal sealed class DeploymentsInsight(DeliveryReader reader) : IInsight
{
    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "delivery.deployments",
        Title = "Deployments",
        Question = "What was deployed, where, and how did it go?",
        Parameters =
        [
            ParameterDescriptor.Period, ParameterDescriptor.From, ParameterDescriptor.To, ParameterDescriptor.Service, ParameterDescriptor.Team, ParameterDescriptor.Repository, ParameterDescriptor.Environment,
        ],
        DependsOn = [FactKinds.Service, FactKinds.Deployment, FactKinds.PullRequest, FactKinds.Commit, FactKinds.Incident],
        Phrasings =
        [
            "what was deployed", "what did we deploy yesterday", "latest deployments", "deployments this week", "how many deployments", "which services were deployed to staging",
            "when was checkout last deployed", "failed deployments", "releases to production",
        ],
        Answer = typeof(DeploymentsAnswer),
    };

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        var asking = DeliveryAsking.Of(question, Descriptor, FactKinds.Deployment);
        var reading = await reader.ReadAsync(asking, DeploymentsSql.For(asking.Filter), DeploymentsSample.ReadAsync, cancellationToken);
        var environment = DeliveryParameters.EnvironmentOf(question);
        var answer = new DeploymentsFigures(reading.Rows, reading.Services).Of(asking.Period, asking.Before, question.Tenant.TimeZone);
        return new DeliveryReply(asking, reading.Sources, Descriptor.Name).With(
            answer,
            hasData: answer.Services.Count > 0,
            sentence: Say(answer, asking, environment),
            EvidenceOf(reading.Rows, answer, asking, environment));
    }

    private static string Say(DeploymentsAnswer answer, DeliveryAsking asking, EnvironmentKind environment)
    {
        var where = environment.ToString().ToLowerInvariant();
        var most = answer.Services.Count > 1 && answer.Services[0].Succeeded > 0 ? $" Most often {answer.Services[0].Service} ({answer.Services[0].Succeeded})." : "";
        var trouble = answer.FailedRuns + answer.Rollbacks == 0 ? "" : $" {Wording.Count(answer.FailedRuns, "run")} failed and {Wording.Count(answer.Rollbacks, "deployment was a rollback", "deployments were rollbacks")}.";
        return $"{Wording.Start(asking.Named.Title)}{asking.Filter.Words}: {Wording.Count(answer.Succeeded, "successful deployment")} to {where}"
            + $"{Wording.Against(answer.Succeeded, answer.SucceededBefore, Wording.Number)}.{most}{trouble}";
    }

    private static Evidence EvidenceOf(DeploymentsSample sample, DeploymentsAnswer answer, DeliveryAsking asking, EnvironmentKind environment) => new()
    {
        Rule = $"Every run to {environment.ToString().ToLowerInvariant()}{asking.Filter.Words} that finished in {asking.Named.Title}: successful ones are deployments, runs that failed reached nobody and are counted apart. "
            + "A rollback deploys an earlier version than the running one.",
        Rows = [.. sample.Latest.Select(row => row.ToEvidence())],
        Total = answer.Succeeded + answer.FailedRuns,
        Excluded = [],
        AsOf = new Dictionary<string, DateTimeOffset?>(),
    };
}
