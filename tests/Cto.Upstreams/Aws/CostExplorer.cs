using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Spend;

namespace Cto.Upstreams.Aws;

/// <summary>Cost Explorer's main question: what cost how much, by up to two groups.</summary>
internal sealed class CostExplorer(Company company)
{
    private const int PageSize = 5_000;

    public async Task CostAndUsageAsync(VendorCall call)
    {
        var question = CostQuestion.Read(await call.BodyAsync());
        var rows = Rows(question, call.Now);
        var page = call.Slice(rows, call.Offset(question.Token, "NextPageToken"), PageSize);
        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            if (call.NextToken(page) is { } next)
            {
                json.WriteString("NextPageToken", next);
            }

            WriteGroupDefinitions(json, question);
            json.WriteStartArray("ResultsByTime");
            foreach (var day in page.Items.GroupBy(row => row.Day))
            {
                WriteDay(json, question, day.Key, day, call.Now);
            }

            json.WriteEndArray();
            WriteNames(json, question);
            json.WriteEndObject();
        });
    }

    private List<Row> Rows(CostQuestion question, DateTimeOffset now)
    {
        var groups = company.Spend.OfAws.Where(question.Filter).GroupBy(thing => string.Join('\n', question.Groups.Select(group => CostQuestion.Value(thing, group))))
            .Select(group => (Keys: question.Groups.Count == 0 ? [] : group.Key.Split('\n'), Things: group.ToArray())).ToList();
        var rows = new List<Row>();
        foreach (var day in company.Spend.Days(now).Where(day => day >= question.From && day < question.Until))
        {
            foreach (var (keys, things) in groups)
            {
                var amount = things.Aggregate(default(SpendAmount), (sum, thing) => sum + company.Spend.On(thing, day, now));
                if (!amount.IsNothing)
                {
                    rows.Add(new(day, keys, amount));
                }
            }
        }

        return rows;
    }

    private static void WriteGroupDefinitions(Utf8JsonWriter json, CostQuestion question)
    {
        json.WriteStartArray("GroupDefinitions");
        foreach (var group in question.Groups)
        {
            json.WriteStartObject();
            json.WriteString("Type", group.StartsWith("TAG:", StringComparison.Ordinal) ? "TAG" : "DIMENSION");
            json.WriteString("Key", group.Replace("TAG:", "", StringComparison.Ordinal));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDay(Utf8JsonWriter json, CostQuestion question, DateOnly day, IEnumerable<Row> rows, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteStartObject("TimePeriod");
        json.WriteString("Start", $"{day:yyyy-MM-dd}");
        json.WriteString("End", $"{day.AddDays(1):yyyy-MM-dd}");
        json.WriteEndObject();
        json.WriteStartObject("Total");
        if (question.Groups.Count == 0)
        {
            WriteMetrics(json, question, rows.Single().Amount);
        }

        json.WriteEndObject();
        json.WriteStartArray("Groups");
        foreach (var row in question.Groups.Count == 0 ? [] : rows)
        {
            json.WriteStartObject();
            json.WriteStartArray("Keys");
            foreach (var key in row.Keys)
            {
                json.WriteStringValue(key);
            }

            json.WriteEndArray();
            json.WriteStartObject("Metrics");
            WriteMetrics(json, question, row.Amount);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("Estimated", day.Month == now.Month && day.Year == now.Year);
        json.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter json, CostQuestion question, SpendAmount amount)
    {
        foreach (var metric in question.Metrics)
        {
            json.WriteStartObject(metric);
            json.WriteString("Amount", (metric == "AmortizedCost" ? amount.Amortized : amount.Billed).ToString(CultureInfo.InvariantCulture));
            json.WriteString("Unit", "USD");
            json.WriteEndObject();
        }
    }

    private static void WriteNames(Utf8JsonWriter json, CostQuestion question)
    {
        json.WriteStartArray("DimensionValueAttributes");
        foreach (var account in question.Groups.Contains("LINKED_ACCOUNT") ? CloudAccount.Aws : [])
        {
            json.WriteStartObject();
            json.WriteString("Value", account.Id);
            json.WriteStartObject("Attributes");
            json.WriteString("description", account.Name);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed record Row(DateOnly Day, string[] Keys, SpendAmount Amount);
}
