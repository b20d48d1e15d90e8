using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Insights.Delivery.Links;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Delivery;

/// <summary>Reads what an insight asks of the derived tables in one round trip, and never older than the facts: what is found stale is refreshed and read again.</summary>
internal sealed class DeliveryReader(Database database, LinkRefresh refresh, PendingLinks pending, IConnectorCatalog connectors)
{
    private const string SelectState = """
        select exists (select 1 from delivery_dirty) or not exists (select 1 from delivery_state where rules = @rules);
        select name, team, repositories, deployed from delivery_service order by name
        """;

    /// <param name="asking">The question and what it stands on.</param>
    /// <param name="sql">The insight's statements; they may use <c>@service</c>, <c>@team</c>, <c>@repository</c>, <c>@start</c>, <c>@end</c>, <c>@earliest</c> and <c>@beforeend</c> (the period before), <c>@now</c>, <c>@environment</c>, <c>@bots</c>.</param>
    /// <param name="read">Reads their results.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UnknownEntityException">A filter names what is not there.</exception>
    public async Task<Reading<T>> ReadAsync<T>(DeliveryAsking asking, string sql, Func<SqlMapper.GridReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var tenant = asking.Question.Tenant;
        if (pending.Has(tenant.Id))
        {
            await refresh.RefreshAsync(tenant, cancellationToken);
        }

        for (var fresh = false; ; fresh = true)
        {
            await using (var connection = await database.OpenAsync(tenant.Id, cancellationToken))
            {
                await using var results = await connection.QueryMultipleAsync(
                    new($"{SelectState};\n{SourceNotes.Select};\n{sql}", asking.Values, cancellationToken: cancellationToken));
                if (!await results.ReadSingleAsync<bool>() || fresh)
                {
                    var services = asking.Filter.Resolve((await results.ReadAsync<ServiceRow>()).AsList());
                    var notes = SourceNotes.Of(await results.ReadAsync<SourceNoteRow>(), connectors, asking.DependsOn, asking.Needs, asking.Question.Now);
                    return new(services, notes, await read(results));
                }
            }

            await refresh.RefreshAsync(tenant, cancellationToken);
        }
    }
}

/// <summary>What was read.</summary>
/// <param name="Services">The services that the filter means.</param>
/// <param name="Sources">What the sources mean for the answer.</param>
/// <param name="Rows">What the insight asked for.</param>
internal sealed record Reading<T>(IReadOnlyList<ServiceRow> Services, SourceNotes Sources, T Rows);

/// <summary>A question about delivery as it was understood.</summary>
internal sealed record DeliveryAsking
{
    public required InsightQuestion Question { get; init; }
    public required NamedPeriod Named { get; init; }
    public required DeliveryFilter Filter { get; init; }

    /// <summary>The kinds of facts that the answer stands on.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>Those without which there is no answer.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    public Period Period => Named.Period;
    public Period Before => Named.Before;

    public object Values => new
    {
        rules = LinkRefresh.Fingerprint(Question.Tenant.Delivery),
        service = Filter.Service,
        team = Filter.Team,
        repository = Filter.Repository,
        start = Period.Start,
        end = Period.End,
        earliest = Before.Start,
        beforeend = Before.End,
        now = Question.Now,
        firstday = DayRow.KeyOf(Before.Start),
        lastday = DayRow.KeyOf(Period.End),
        environment = (int)DeliveryParameters.EnvironmentOf(Question),
        bots = string.Join('\n', LikePatterns.Of([.. Question.Tenant.Delivery.Bots, "*[bot]"])),
    };

    public static DeliveryAsking Of(InsightQuestion question, InsightDescriptor insight, params string[] needs) => new()
    {
        Question = question,
        Named = AskedPeriod.Of(question),
        Filter = DeliveryFilter.Of(question.Parameters),
        DependsOn = insight.DependsOn,
        Needs = needs,
    };

    /// <summary>The query as it goes back to who asked.</summary>
    public AskedQuery Asked => IsAboutNow
        ? new(null, null, null, null, Question.Parameters.Given)
        : new(Period.Start, Period.End, Named.Title, Compared, Question.Parameters.Given);

    /// <summary>Whether the answer is how things stand at this instant.</summary>
    public bool IsAboutNow { get; init; }

    private string Compared => $"{Before.Start:yyyy-MM-dd HH:mm} to {Before.End:yyyy-MM-dd HH:mm} UTC";
}
