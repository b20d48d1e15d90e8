using System.Globalization;
using Cto.Connectors.Aws.CostExplorer;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>Tries a connection live: as whom, what last week cost, and which actions no policy allows.</summary>
internal sealed class AwsCheck(AwsSessions sessions)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var who = await session.Sts.AskAsync(AwsQuery.Sts("GetCallerIdentity"), cancellationToken);
        var warnings = new List<string>();
        var costs = await TryAsync("Charges", () => LastWeekAsync(session, cancellationToken), warnings);
        foreach (var (iam, _) in session.Accounts())
        {
            await TryAsync("Users and their rights", () => iam.AskAsync(AwsQuery.Iam("GetAccountAuthorizationDetails", ("MaxItems", "1")), cancellationToken), warnings);
            await TryAsync("The credential report", () => iam.AskAsync(AwsQuery.Iam("GenerateCredentialReport"), cancellationToken), warnings);
        }

        var reach = costs is null ? "costs are out of reach" : $"{costs.Accounts} {(costs.Accounts == 1 ? "account" : "accounts")} in the bill, {costs.Amount.ToString("#,##0.00", CultureInfo.InvariantCulture)} {costs.Currency} in the last 7 days";
        return new($"Connected as {who.Text("Arn") ?? "an unnamed user"}: {reach}.") { Warnings = warnings };
    }

    private static async Task<Week> LastWeekAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var question = new CostQuestion { TimePeriod = DateInterval.Of(session.Today.AddDays(-7), session.Today), GroupBy = [CostGrouping.By("LINKED_ACCOUNT"), CostGrouping.By("RECORD_TYPE")] };
        var answer = await session.AskAsync(api => api.CostAndUsageAsync(question, cancellationToken));
        var rows = CostRow.Of(answer).ToList();
        return new(rows.Select(row => row.First).Distinct(StringComparer.Ordinal).Count(), rows.Sum(row => row.Amount), rows.Select(row => row.Currency).FirstOrDefault() ?? "USD");
    }

    private static async Task<T?> TryAsync<T>(string what, Func<Task<T>> ask, List<string> warnings)
    {
        try
        {
            return await ask();
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            warnings.Add($"{what} cannot be read, so the numbers made of them will have no data: {e.Message} {e.Remedy}");
            return default;
        }
    }

    private sealed record Week(int Accounts, decimal Amount, string Currency);
}
