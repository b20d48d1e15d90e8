using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Spend;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Aws;

/// <summary>What AWS makes of the bill itself: forecast, anomalies, advice and the use of savings plans.</summary>
internal sealed class CostAdvice(Company company)
{
    private const int Months = 12;

    private readonly Lazy<IReadOnlyList<SpendAdvice>> _all = new(() => [.. SpendAdvice.All(company)]);

    /// <summary>Its own detection needs a day.</summary>
    private DateTimeOffset AnomalySeenAt => company.Stories.StorageSpike.CostsRiseAt.AddDays(1);

    public void Tell(TruthBook truth, string source)
    {
        truth.Count(source, "forecast", "spendForecast", _ => 2);
        truth.Count(source, "anomalies", "spendAnomaly", at => at >= AnomalySeenAt ? 1 : 0);
        truth.Count(source, "savings", "savingsOpportunity", _ => _all.Value.Count);
        truth.Count(source, "commitments", "commitmentUse", at => at.Day == 1 ? Months - 1 : Months);
        truth.Sum(source, "savingsOpportunity.amount", _ => _all.Value.Sum(advice => advice.Savings));
    }

    public async Task ForecastAsync(VendorCall call)
    {
        var body = await call.BodyAsync();
        CostQuestion.Only(body, "TimePeriod", "Metric", "Granularity", "PredictionIntervalLevel");
        var (from, until) = CostQuestion.Span(body);
        var today = DateOnly.FromDateTime(call.Now.UtcDateTime);
        if (from < today || body.GetProperty("Granularity").GetString() is not "MONTHLY" || body.GetProperty("Metric").GetString() is not ("AMORTIZED_COST" or "UNBLENDED_COST"))
        {
            throw AwsRefusals.Invalid("Start date must be equal to or after today, and the metric one that is forecast by month.");
        }

        var daily = company.Spend.OfAws.Sum(thing => company.Spend.Total(thing, today.AddDays(-14), today, call.Now).Amortized) / 14;
        var parts = new List<(DateOnly From, DateOnly Until)>();
        for (var start = from; start < until; start = parts[^1].Until)
        {
            var end = new DateOnly(start.Year, start.Month, 1).AddMonths(1);
            parts.Add((start, end < until ? end : until));
        }

        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            WriteAmount(json, "Total", parts.Sum(part => daily * (part.Until.DayNumber - part.From.DayNumber)));
            json.WriteStartArray("ForecastResultsByTime");
            foreach (var part in parts)
            {
                var mean = daily * (part.Until.DayNumber - part.From.DayNumber);
                json.WriteStartObject();
                WriteSpan(json, part.From, part.Until);
                json.WriteString("MeanValue", Text(mean));
                json.WriteString("PredictionIntervalLowerBound", Text(mean * 0.93m));
                json.WriteString("PredictionIntervalUpperBound", Text(mean * 1.08m));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public async Task AnomaliesAsync(VendorCall call)
    {
        var body = await call.BodyAsync();
        CostQuestion.Only(body, "DateInterval", "MaxResults", "NextPageToken");
        var from = DateOnly.Parse(body.GetProperty("DateInterval").GetProperty("StartDate").GetString()!, CultureInfo.InvariantCulture);
        var story = company.Stories.StorageSpike;
        var started = DateOnly.FromDateTime(story.CostsRiseAt.UtcDateTime);
        List<DateOnly> found = call.Now >= AnomalySeenAt && started >= from ? [started] : [];
        var page = call.Slice(found, call.Offset(body.TryGetProperty("NextPageToken", out var token) ? token.GetString() : null, "NextPageToken"), body.GetProperty("MaxResults").GetInt32());
        var spike = company.Spend.OfAws.Single(thing => thing.CloudService == AwsServices.Storage && thing.Tag == story.Deployment.Service.Name && thing.Turn is not null);
        var today = DateOnly.FromDateTime(call.Now.UtcDateTime);
        var spent = company.Spend.Total(spike, started, today, call.Now).Amortized;
        var expected = (today.DayNumber - started.DayNumber) * company.Spend.Total(spike, started.AddDays(-7), started, call.Now).Amortized / 7;
        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("Anomalies");
            foreach (var start in page.Items)
            {
                json.WriteStartObject();
                json.WriteString("AnomalyId", company.Dice("spend/anomaly").Hex(32));
                json.WriteString("AnomalyStartDate", $"{start:yyyy-MM-dd}T00:00:00Z");
                json.WriteString("AnomalyEndDate", $"{today.AddDays(-1):yyyy-MM-dd}T00:00:00Z");
                json.WriteString("DimensionValue", AwsServices.Storage);
                json.WriteStartArray("RootCauses");
                json.WriteStartObject();
                json.WriteString("Service", AwsServices.Storage);
                json.WriteString("Region", StorageSpike.Region);
                json.WriteString("LinkedAccount", spike.Account.Id);
                json.WriteString("LinkedAccountName", spike.Account.Name);
                json.WriteString("UsageType", "TimedStorage-ByteHrs");
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteStartObject("AnomalyScore");
                json.WriteNumber("MaxScore", 0.92);
                json.WriteNumber("CurrentScore", 0.88);
                json.WriteEndObject();
                json.WriteStartObject("Impact");
                json.WriteNumber("MaxImpact", (spent - expected) / Math.Max(1, today.DayNumber - started.DayNumber));
                json.WriteNumber("TotalImpact", spent - expected);
                json.WriteNumber("TotalActualSpend", spent);
                json.WriteNumber("TotalExpectedSpend", expected);
                json.WriteEndObject();
                json.WriteString("MonitorArn", $"arn:aws:ce::{CloudAccount.Aws[0].Id}:anomalymonitor/services");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (call.NextToken(page) is { } next)
            {
                json.WriteString("NextPageToken", next);
            }

            json.WriteEndObject();
        });
    }

    public async Task RecommendationsAsync(VendorCall call)
    {
        var body = await call.BodyAsync();
        CostQuestion.Only(body, "maxResults", "nextToken");
        var page = call.Slice(_all.Value, call.Offset(body.TryGetProperty("nextToken", out var token) ? token.GetString() : null, "nextToken"), body.GetProperty("maxResults").GetInt32());
        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var advice in page.Items)
            {
                json.WriteStartObject();
                json.WriteString("recommendationId", advice.Id);
                json.WriteString("accountId", advice.Account.Id);
                json.WriteString("region", advice.Region);
                json.WriteString("resourceId", advice.ResourceId);
                json.WriteString("resourceArn", $"arn:aws:{advice.Resource.ToLowerInvariant()}:{advice.Region}:{advice.Account.Id}:{advice.ResourceId}");
                json.WriteString("actionType", advice.Action);
                json.WriteString("currentResourceType", advice.Resource);
                json.WriteString("currentResourceSummary", advice.Current);
                json.WriteString("recommendedResourceSummary", advice.Better);
                json.WriteNumber("estimatedMonthlySavings", advice.Savings);
                json.WriteString("currencyCode", "USD");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (call.NextToken(page) is { } next)
            {
                json.WriteString("nextToken", next);
            }

            json.WriteEndObject();
        });
    }

    // Whoever uses the hub is not asked to read these; they say so and nothing more.
    public static Task RightsizingAsync(VendorCall call) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("RightsizingRecommendations");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static Task PurchaseAsync(VendorCall call) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("SavingsPlansPurchaseRecommendation");
        json.WriteStartArray("SavingsPlansPurchaseRecommendationDetails");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public Task CoverageAsync(VendorCall call) => CommitmentsAsync(call, "SavingsPlansCoverages", "Coverage", (json, month) =>
    {
        var covered = 62 + company.Dice("spend/coverage", $"{month:yyyyMM}").Below(9);
        json.WriteString("SpendCoveredBySavingsPlans", "0");
        json.WriteString("OnDemandCost", $"{100 - covered}0.5");
        json.WriteString("CoveragePercentage", $"{covered}");
    });

    public Task UtilizationAsync(VendorCall call) => CommitmentsAsync(call, "SavingsPlansUtilizationsByTime", "Utilization", (json, month) =>
        json.WriteString("UtilizationPercentage", $"{93 + company.Dice("spend/utilization", $"{month:yyyyMM}").Below(7)}"));

    private static async Task CommitmentsAsync(VendorCall call, string list, string figures, Action<Utf8JsonWriter, DateOnly> write)
    {
        var body = await call.BodyAsync();
        CostQuestion.Only(body, "TimePeriod", "Granularity");
        var (from, until) = CostQuestion.Span(body);
        if (body.GetProperty("Granularity").GetString() is not "MONTHLY" || until > DateOnly.FromDateTime(call.Now.UtcDateTime))
        {
            throw AwsRefusals.Invalid("By month, and of the past.");
        }

        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray(list);
            for (var month = from; month < until; month = new DateOnly(month.Year, month.Month, 1).AddMonths(1))
            {
                var next = new DateOnly(month.Year, month.Month, 1).AddMonths(1);
                json.WriteStartObject();
                WriteSpan(json, month, next < until ? next : until);
                json.WriteStartObject(figures);
                write(json, month);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteSpan(Utf8JsonWriter json, DateOnly from, DateOnly until)
    {
        json.WriteStartObject("TimePeriod");
        json.WriteString("Start", $"{from:yyyy-MM-dd}");
        json.WriteString("End", $"{until:yyyy-MM-dd}");
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, decimal amount)
    {
        json.WriteStartObject(name);
        json.WriteString("Amount", Text(amount));
        json.WriteString("Unit", "USD");
        json.WriteEndObject();
    }

    private static string Text(decimal amount) => Math.Round(amount, 4).ToString(CultureInfo.InvariantCulture);
}
