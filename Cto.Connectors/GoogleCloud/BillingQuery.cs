using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.GoogleCloud;

/// <summary>The one query over the billing export: what each day cost by project, service, region and label, the latest day first.</summary>
internal sealed class BillingQuery(GoogleCloudSession session)
{
    private const int PageSize = 2_500;
    private const int PatienceInMilliseconds = 10_000;
    private const int Tries = 30;

    /// <summary>What Google charges on demand, in US dollars for a tebibyte.</summary>
    private const decimal Price = 6.25m;
    private const long Tebibyte = 1L << 40;

    // A row is exported on the day of use or later, so partitions before it hold nothing of it.
    private const string Statement = """
        SELECT DATE(usage_start_time) AS day, IFNULL(project.id, billing_account_id) AS account, ANY_VALUE(project.name) AS account_name,
          service.description AS service, location.region AS region, (SELECT value FROM UNNEST(labels) WHERE key = @label LIMIT 1) AS label,
          cost_type, currency, SUM(CAST(cost AS NUMERIC)) AS cost,
          SUM(IFNULL((SELECT SUM(CAST(credit.amount AS NUMERIC)) FROM UNNEST(credits) AS credit), 0)) AS credits
        FROM `export`
        WHERE _PARTITIONTIME >= TIMESTAMP(@from) AND DATE(usage_start_time) >= @from AND DATE(usage_start_time) < @until
          AND (@since IS NULL OR DATE(usage_start_time) IN (SELECT DATE(usage_start_time) FROM `export` WHERE _PARTITIONTIME >= TIMESTAMP_TRUNC(@since, DAY) AND export_time >= @since))
        GROUP BY day, account, service, region, label, cost_type, currency
        ORDER BY day DESC, account, service, region, label, cost_type, currency
        """;

    /// <param name="from">The first day.</param>
    /// <param name="until">The day after the last.</param>
    /// <param name="since">Only days of which something was exported since; <see langword="null"/> = all.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    public async IAsyncEnumerable<BillingPage> RunAsync(DateOnly from, DateOnly until, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var question = new QueryQuestion(
            Statement.Replace("`export`", $"`{session.Settings.ExportTable}`", StringComparison.Ordinal),
            [
                QueryParameter.Of("label", "STRING", session.Settings.LabelKey),
                QueryParameter.Of("from", "DATE", Day(from)),
                QueryParameter.Of("until", "DATE", Day(until)),
                QueryParameter.Of("since", "TIMESTAMP", since?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)),
            ],
            PageSize, PatienceInMilliseconds, session.Settings.JobLocation);
        var answer = await CompleteAsync((await session.BigQuery.QueryAsync(session.Project, question, cancellationToken)).Content, cancellationToken);
        var (job, columns, cost) = (answer.JobReference, BillingColumns.Of(answer.Schema), Cost(answer));
        var tokens = session.Http.Pages();
        while (true)
        {
            var token = tokens.NextToken(answer.PageToken);
            yield return new([.. (answer.Rows ?? []).Select(row => columns.Read(row)).OfType<BillingRow>()], answer.TotalRows, cost, token is null);
            if (token is null)
            {
                yield break;
            }

            cost = 0;
            answer = (await session.BigQuery.ResultsAsync(Project(job), Job(job), job?.Location, token, PageSize, PatienceInMilliseconds, cancellationToken)).Content;
        }
    }

    /// <summary>Each ask waits for the query itself, so nothing is slept between them.</summary>
    private async Task<QueryAnswer> CompleteAsync(QueryAnswer answer, CancellationToken cancellationToken)
    {
        for (var attempt = 0; !answer.JobComplete; attempt++)
        {
            if (attempt == Tries)
            {
                throw new SourceException(SourceFault.Unavailable, "BigQuery has not finished the query in five minutes.");
            }

            var job = answer.JobReference;
            answer = (await session.BigQuery.ResultsAsync(Project(job), Job(job), job?.Location, null, PageSize, PatienceInMilliseconds, cancellationToken)).Content;
        }

        return answer;
    }

    private string Project(QueryJob? job) => job?.ProjectId ?? session.Project;

    private static string Job(QueryJob? job) => job?.JobId ?? throw new SourceException(SourceFault.UnexpectedReply, "BigQuery does not name the query's job.");

    private static decimal Cost(QueryAnswer answer) => answer.CacheHit == true ? 0 : (answer.TotalBytesBilled ?? answer.TotalBytesProcessed ?? 0) * Price / Tebibyte;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A page of the query's result.</summary>
/// <param name="Total">Rows in all; <see langword="null"/> when BigQuery does not say.</param>
/// <param name="Cost">What the query cost, told with the first page.</param>
internal sealed record BillingPage(IReadOnlyList<BillingRow> Rows, long? Total, decimal Cost, bool Last);
