using Cto.Domain;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>How well is software delivered: DORA's five metrics of a period against the one before.</summary>
internal sealed class DoraMetrics(DeliveryReader reader) : IInsight
{
    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "delivery.dora",
        Title = "DORA metrics",
        Question = "How often, how fast and how safely does software reach production?",
        Parameters =
        [
            ParameterDescriptor.Period, ParameterDescriptor.From, ParameterDescriptor.To, ParameterDescriptor.Service, ParameterDescriptor.Team,
            ParameterDescriptor.Repository, DeliveryParameters.ProductionOnly, DeliveryParameters.Unit, DeliveryParameters.Edition,
        ],
        DependsOn = [FactKinds.Service, FactKinds.Deployment, FactKinds.PullRequest, FactKinds.Commit, FactKinds.Incident],
        Phrasings =
        [
            "how are our dora metrics doing", "dora metrics", "delivery performance", "how good are we at shipping", "change failure rate", "deployment frequency",
            "recovery time", "time to restore service", "rework rate", "are we an elite team", "how fast and safe do we deliver",
        ],
        Answer = typeof(DoraAnswer),
    };

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        var asking = DeliveryAsking.Of(question, Descriptor, FactKinds.Deployment);
        var unit = DeliveryParameters.UnitOf(question);
        var reading = await reader.ReadAsync(asking, DoraSql.For(asking.Filter, unit), results => DoraSample.ReadAsync(results), cancellationToken);
        var (sample, zone) = (reading.Rows, question.Tenant.TimeZone);
        var figures = new DoraFigures(sample, reading.Services.Count(service => service.Deployed), DeliveryParameters.BandsOf(question));
        var answer = figures.Of(asking.Period, zone) with { Daily = figures.Daily(asking.Period, zone), Before = figures.Of(asking.Before, zone) };
        return new DeliveryReply(asking, reading.Sources, Descriptor.Name).With(
            answer,
            hasData: reading.Services.Any(service => service.Deployed),
            sentence: DoraNarrator.Say(answer, asking),
            DoraEvidence.Of(sample, asking, unit, answer.Services));
    }
}
