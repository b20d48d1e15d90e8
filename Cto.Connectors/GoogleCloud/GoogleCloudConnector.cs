using System.Globalization;
using Cto.Domain.Sources;

namespace Cto.Connectors.GoogleCloud;

/// <summary>Google Cloud: what it costs, by its billing export.</summary>
internal sealed class GoogleCloudConnector(GoogleCloudSessions sessions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => GoogleCloudDescriptor.Descriptor;

    public async Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var today = DateOnly.FromDateTime(session.Clock.GetUtcNow().UtcDateTime);
        var rows = new List<BillingRow>();
        await foreach (var page in new BillingQuery(session).RunAsync(today.AddDays(-7), today, null, cancellationToken))
        {
            rows.AddRange(page.Rows);
        }

        var projects = rows.Select(row => row.Account).Distinct(StringComparer.Ordinal).Count();
        var spent = string.Join(" and ", rows.GroupBy(row => row.Currency).Select(currency => string.Create(CultureInfo.InvariantCulture, $"{currency.Sum(row => row.Cost + row.Credits):#,##0.00} {currency.Key}")));
        return new($"Connected as {session.Key.Email}: {projects} {(projects == 1 ? "project" : "projects")} in the export{(rows.Count == 0 ? "" : $", {spent} in the last 7 days")}.")
        {
            Warnings = rows.Count == 0 ? ["The export has nothing of the last 7 days: a new export takes up to a day to begin, and brings little of the time before."] : [],
        };
    }

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken) => stream == GoogleCloudDescriptor.Charges
        ? BillingStream.PullAsync(sessions.Open(source), cursor, cancellationToken)
        : throw new ArgumentException($"Google Cloud has no stream '{stream}'.", nameof(stream));
}
