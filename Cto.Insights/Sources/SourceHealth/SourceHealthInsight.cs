using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Sources.SourceHealth;

/// <summary>Is our own data fresh, and if not, why.</summary>
internal sealed class SourceHealthInsight(Database database, IConnectorCatalog connectors) : IInsight
{
    private static readonly TimeSpan Looked = TimeSpan.FromDays(30);

    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "sources.health",
        Title = "Source health",
        Question = "Is the data fresh, and which sources have trouble?",
        Parameters = [],
        DependsOn = [.. FactKinds.All],
        Phrasings =
        [
            "is the data fresh", "source health", "which sources are failing", "are all integrations working", "when was the last sync", "data freshness", "is github up to date", "connector status",
            "which integrations are broken",
        ],
        Answer = typeof(SourceHealthAnswer),
    };

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(question.Tenant.Id, cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new(SourceHealthSql.Select, Values(question.Now), cancellationToken: cancellationToken));
        var rows = (await results.ReadAsync<SourceRow>()).AsList();
        var streams = (await results.ReadAsync<StreamRow>()).ToLookup(stream => stream.SourceId);
        var runs = (await results.ReadAsync<RunTally>()).AsList();
        var recent = (await results.ReadAsync<RecentRow>()).ToLookup(row => row.SourceId, row => new RecentSync(row.EndedAt, row.Outcome, row.Fault));
        var answer = SourceHealthFigures.Of([.. rows.Select(row => row.ToSource(streams[row.Id]))], runs, recent, connectors, question.Now);
        return new InsightReply
        {
            Name = Descriptor.Name,
            Status = answer.Total == 0 ? InsightStatus.NotConnected : InsightStatus.Answered,
            Query = new(null, null, null, null, question.Parameters.Given),
            Answer = answer.Total == 0 ? null : answer,
            Evidence = EvidenceOf(answer),
            Sentence = SourceHealthNarrator.Say(answer, question.Now),
            AnsweredAt = question.Now,
        };
    }

    private object Values(DateTimeOffset now) => new
    {
        now,
        since = now - Looked,
        connectors = connectors.All.Select(connector => connector.Kind).ToArray(),
        every = connectors.All.Select(connector => connector.PollEvery.TotalSeconds).ToArray(),
        polls = Polling.AllowedPolls,
        always = Polling.AlwaysAllowed.TotalSeconds,
    };

    private static Evidence EvidenceOf(SourceHealthAnswer answer) => new()
    {
        Rule = "A source is healthy when its last sync succeeded, every stream can be read and nothing holds it up. Lag: since its last success; up to then all is known that its credentials may see. Of the last 30 days, or since it was connected: uptime: the share of the time in which the last sync had not failed; freshness: the share in which the data was no older than three polls (at least a quarter of an hour); failure rate: failed / (failed + succeeded) syncs; recovery: from the first failed sync to the next that succeeded, median. Limit use: of the vendor's limit, now; over all, that of the source nearest to it.",
        Rows =
        [
            .. answer.Sources.Select(source => new EvidenceRow(source.Id.ToString(), source.Name, source.LastSuccessAt, null, new Dictionary<string, object?>
            {
                ["connector"] = source.Connector,
                ["state"] = source.State,
                ["lag seconds"] = source.LagSeconds,
                ["uptime"] = source.Figures.Uptime,
                ["freshness"] = source.Figures.Freshness,
                ["failure rate"] = source.Figures.FailureRate,
                ["recovery seconds"] = source.Figures.MedianRecoverySeconds,
                ["limit use"] = source.Figures.LimitUse,
                ["cost this month"] = source.CostThisMonth,
                ["fault"] = source.Fault,
                ["failing since"] = source.FaultSince,
                ["not read"] = source.Refused.Count == 0 ? null : string.Join(' ', source.Refused.Select(refusal => refusal.Text)),
                ["remedy"] = source.Remedy,
            })),
        ],
        Total = answer.Total,
        Excluded = [],
        AsOf = answer.Sources.ToDictionary(source => source.Name, source => source.LastSuccessAt),
    };
}
