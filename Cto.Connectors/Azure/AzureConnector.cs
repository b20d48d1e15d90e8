using System.Globalization;
using Cto.Domain.Sources;

namespace Cto.Connectors.Azure;

/// <summary>Azure: what it costs, by Cost Management.</summary>
internal sealed class AzureConnector(AzureSessions sessions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => AzureDescriptor.Descriptor;

    public async Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var (spent, warnings) = (new Dictionary<string, decimal>(StringComparer.Ordinal), new List<string>());
        foreach (var scope in session.Settings.BillingScopes)
        {
            try
            {
                var week = await CostMonth.ReadAsync(session, scope, session.Today.AddDays(-7), session.Today, cancellationToken);
                foreach (var charge in week.Facts(session.Today))
                {
                    spent[charge.Currency] = spent.GetValueOrDefault(charge.Currency) + charge.Amount;
                }
            }
            catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound && session.Settings.BillingScopes.Count > 1)
            {
                warnings.Add($"{scope} cannot be read, and no sync will pass until it can or is left out: {e.Message}");
            }
        }

        var costs = spent.Count == 0 ? "nothing was spent" : string.Join(" and ", spent.Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Value:#,##0.00} {sum.Key}")));
        return new($"Connected: {session.Settings.BillingScopes.Count - warnings.Count} of {session.Settings.BillingScopes.Count} scopes in reach, {costs} in the last 7 days.") { Warnings = warnings };
    }

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken) => stream == AzureDescriptor.Charges
        ? CostStream.PullAsync(sessions.Open(source), cursor, cancellationToken)
        : throw new ArgumentException($"Azure has no stream '{stream}'.", nameof(stream));
}
