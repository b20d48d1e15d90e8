using Cto.Domain;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Sources.SourceHealth;

/// <summary>Is our own data fresh, and if not, why.</summary>
internal sealed class SourceHealthInsight(Database database) : IInsight
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
        await using var results = await connection.QueryMultipleAsync(new(SourceHealthSql.Select, new { since = question.Now - Looked }, cancellationToken: cancellationToken));
        var rows = (await results.ReadAsync<SourceRow>()).AsList();
        var streams = (await results.ReadAsync<StreamRow>()).ToLookup(stream => stream.SourceId);
        var runs = (await results.ReadAsync<RunTally>()).ToDictionary(tally => tally.SourceId);
        var answer = SourceHealthFigures.Of([.. rows.Select(row => (row.ToSource(streams[row.Id]), runs.GetValueOrDefault(row.Id)))], question.Now);
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

    private static Evidence EvidenceOf(SourceHealthAnswer answer) => new()
    {
        Rule = "A source is healthy when its last sync succeeded and nothing holds it up. Lag: since its last success. Failure rate: failed / (failed + succeeded) syncs of the last 30 days; recovery: from the first failed sync to the next that succeeded.",
        Rows =
        [
            .. answer.Sources.Select(source => new EvidenceRow(source.Id.ToString(), source.Name, source.LastSuccessAt, null, new Dictionary<string, object?>
            {
                ["connector"] = source.Connector,
                ["state"] = source.State,
                ["lag seconds"] = source.LagSeconds,
                ["fault"] = source.Fault,
                ["remedy"] = source.Remedy,
            })),
        ],
        Total = answer.Total,
        Excluded = [],
        AsOf = answer.Sources.ToDictionary(source => source.Name, source => source.LastSuccessAt),
    };
}
