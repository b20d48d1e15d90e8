using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.Azure;
using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Domain.Spend;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Azure;

/// <summary>Cost Management: both views of each month joined, page by page, the open months again. Today is 10 November 2026.</summary>
public sealed class AzureTests : IAsyncLifetime
{
    private readonly List<(string Day, string Service, string? Tag, decimal Amortized, decimal Actual)> _bill =
    [
        ("20260928", "Storage", null, 1.5m, 1.5m),
        ("20261015", "Virtual Machines", "checkout-service", 10.25m, 0m),
        ("20261101", "Virtual Machines", "checkout-service", 11m, 300m),
        ("20261109", "Storage", "catalog-service", 2m, 2m),
        ("20261109", "Bandwidth", "catalog-service", 0m, 0m),
    ];

    private StubHttp _azure = null!;
    private string? _nextHost;
    private Func<HttpContext, Task<bool>> _misbehave = _ => Task.FromResult(false);

    public async ValueTask InitializeAsync() => _azure = await StubHttp.StartAsync(app =>
    {
        app.MapPost("/login/acme.example/oauth2/v2.0/token", async context =>
        {
            var form = await context.Request.ReadFormAsync();
            var right = form["client_secret"] == "azure-demo-secret" && form["grant_type"] == "client_credentials" && form["scope"] == "https://management.azure.com/.default";
            context.Response.StatusCode = right ? 200 : 401;
            await context.Response.WriteAsJsonAsync(right
                ? (object)new { token_type = "Bearer", expires_in = 3599, access_token = "azure-token" }
                : new { error = "invalid_client", error_description = "AADSTS7000222: The provided client secret keys for app are expired.\r\nTrace ID: 1" });
        });
        app.MapPost("/management/subscriptions/{id}/providers/Microsoft.CostManagement/query", async context =>
        {
            if (!await _misbehave(context))
            {
                await context.Response.WriteAsJsonAsync(Page((await JsonNode.ParseAsync(context.Request.Body))!, context.Request.Query["$skiptoken"]));
            }
        });
    });

    public ValueTask DisposeAsync() => _azure.DisposeAsync();

    [Fact]
    public async Task Each_charge_has_both_amounts_and_the_latest_month_comes_first()
    {
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("azure").PagesAsync(Source(), "charges");
        var charges = pages.Facts().Cast<Charge>().ToList();

        Assert.Null(fault);
        Assert.Equal((_bill.Sum(line => line.Amortized), _bill.Sum(line => line.Actual), 4), (charges.Sum(charge => charge.Amount), charges.Sum(charge => charge.Billed), charges.Count));
        Assert.Equal([11, 11, 10, 9], charges.Select(charge => charge.Day.Month));
        var machine = charges.Single(charge => charge.Day == new DateOnly(2026, 11, 1));
        Assert.Equal((AzureSample.Subscription, "acme-apps", "Virtual Machines", "westeurope", "checkout-service", 11m, 300m, "EUR", ChargeCategory.Usage, false),
            (machine.Account, machine.AccountName, machine.CloudService, machine.Region, machine.Service, machine.Amount, machine.Billed, machine.Currency, machine.Category, machine.Provisional));
        Assert.True(charges.Single(charge => charge.Day.Day == 9).Provisional);
        Assert.All(_azure.Requests.Where(request => request.Target.Contains("query", StringComparison.Ordinal)), request => Assert.Equal("Bearer azure-token", request.Header("Authorization")));
        Assert.Single(_azure.Requests, request => request.Target.StartsWith("/login", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refresh_reads_the_open_month_and_withdraws_what_left_it()
    {
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("azure").PagesAsync(Source(), "charges");
        Assert.Empty((await services.Connector("azure").PagesAsync(Source(), "charges", first.Cursor())).Pages);
        _azure.Forget();
        _bill[3] = _bill[3] with { Tag = "search-api" };
        _bill.Add(("20261101", "Storage", "catalog-service", 1m, 1m));

        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(7)));
        var (pages, _) = await later.Connector("azure").PagesAsync(Source(), "charges", first.Cursor());

        Assert.Contains(pages.Facts().Cast<Charge>(), charge => charge is { Service: "search-api", Amount: 2 });
        Assert.Contains(new FactKey(FactKinds.Charge, $"azure:{AzureSample.Subscription}/westeurope/20261109/Storage/catalog-service/Usage/EUR"), pages.SelectMany(page => page.Withdrawn));
        Assert.DoesNotContain(pages.SelectMany(page => page.Withdrawn), gone => pages.Facts().Any(fact => fact.Key == gone.Key));
        Assert.All(_azure.Requests.Where(request => request.Body.Contains("timePeriod", StringComparison.Ordinal)), request => Assert.Contains("2026-11-01T00:00:00Z", request.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_next_page_on_another_host_is_not_followed()
    {
        _nextHost = "https://evil.example";
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("azure").PagesAsync(Source(), "charges");

        Assert.Equal(SourceFault.UnexpectedReply, fault!.Fault);
        Assert.Contains("another host", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after: 7|x-ms-ratelimit-microsoft.costmanagement-entity-retry-after: 55", """{"error":{"code":"429","message":"Too many requests. Please retry."}}""", SourceFault.Throttled, "wait", 55)]
    [InlineData(429, "", "", SourceFault.Throttled, "wait", 60)]
    [InlineData(403, "", """{"error":{"code":"AuthorizationFailed","message":"The client '3a9b' does not have authorization to perform action 'Microsoft.CostManagement/query/action'."}}""", SourceFault.Forbidden, "Microsoft.CostManagement/query/action", 0)]
    [InlineData(404, "", """{"error":{"code":"SubscriptionNotFound","message":"The subscription could not be found."}}""", SourceFault.NotFound, "scope", 0)]
    [InlineData(401, "", """{"error":{"code":"ExpiredAuthenticationToken","message":"The access token expiry UTC time is earlier than now."}}""", SourceFault.Unauthorized, "expiry", 0)]
    public async Task A_refusal_is_explained(int status, string headers, string body, SourceFault expected, string words, int seconds)
    {
        _misbehave = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split(": ")))
            {
                context.Response.Headers[header[0]] = header[1];
            }

            await context.Response.WriteAsync(body);
            return true;
        };
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("azure").PagesAsync(Source(), "charges");

        Assert.Equal(expected, fault!.Fault);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal(seconds == 0 ? null : Connectors.Today.AddSeconds(seconds), fault.RetryAt);
    }

    [Fact]
    public async Task An_expired_secret_is_named_and_not_shown()
    {
        await using var services = Connectors.Start();
        var source = Source();
        source = source with { Credentials = source.Credentials! with { Fields = source.Credentials.Fields.ToDictionary(field => field.Key, field => field.Key == "clientSecret" ? new Secret("old-secret") : field.Value) } };

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("azure").CheckAsync(source, TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.Unauthorized, fault.Fault);
        Assert.Contains("has expired", fault.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("old-secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_what_last_week_cost()
    {
        await using var services = Connectors.Start();

        var check = await services.Connector("azure").CheckAsync(Source(), TestContext.Current.CancellationToken);

        Assert.Equal("Connected: 1 of 1 scopes in reach, 2.00 EUR in the last 7 days.", check.Summary);
    }

    [Fact]
    public void Recorded_answers_are_read_as_far_as_they_are_by_day()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        foreach (var line in File.ReadLines(Specs.Path("recorded", "azure-cost", "query.jsonl")))
        {
            var answer = JsonNode.Parse(line)!["response"]!["body"]!["data"]!.Deserialize(AzureJson.Default.CostAnswer)!;
            var columns = CostColumns.Of(answer.Properties);

            // They were asked without days, which we never do: their rows have none and are left out.
            Assert.DoesNotContain(answer.Properties!.Columns!, column => column!.Name == "UsageDate");
            Assert.All(answer.Properties.Rows!, row => Assert.Null(columns.Read(row)));
        }
    }

    private SourceConnection Source() => new AzureSample().At(_azure.Address) is var source ? source with { Settings = new(new Dictionary<string, string>(source.Settings.Values) { ["historyDays"] = "60" }) } : throw new InvalidOperationException();

    private JsonObject Page(JsonNode question, string? token)
    {
        var period = question["timePeriod"]!;
        var (from, to) = (((string)period["from"]!)[..10].Replace("-", "", StringComparison.Ordinal), ((string)period["to"]!)[..10].Replace("-", "", StringComparison.Ordinal));
        var lines = _bill.Where(line => string.CompareOrdinal(line.Day, from) >= 0 && string.CompareOrdinal(line.Day, to) <= 0).ToList();
        var start = int.Parse(token ?? "0", CultureInfo.InvariantCulture);
        var amortized = (string)question["type"]! == "AmortizedCost";
        string[] names = ["Cost", "UsageDate", "ServiceName", "ResourceLocation", "SubscriptionId", "SubscriptionName", "ChargeType", "TagKey", "TagValue", "Currency"];
        return new()
        {
            ["properties"] = new JsonObject
            {
                // One row a page.
                ["nextLink"] = start + 1 < lines.Count ? $"{_nextHost ?? _azure.Address.ToString().TrimEnd('/')}/management/subscriptions/{AzureSample.Subscription}/providers/Microsoft.CostManagement/query?api-version=2023-11-01&$skiptoken={start + 1}" : null,
                ["columns"] = new JsonArray([.. names.Select(name => (JsonNode)new JsonObject { ["name"] = name, ["type"] = name is "Cost" or "UsageDate" ? "Number" : "String" })]),
                ["rows"] = new JsonArray([.. lines.Skip(start).Take(1).Select(line => (JsonNode)new JsonArray(
                    amortized ? line.Amortized : line.Actual, int.Parse(line.Day, CultureInfo.InvariantCulture), line.Service, "westeurope", AzureSample.Subscription, "acme-apps", "Usage", line.Tag is null ? null : "service", line.Tag, "EUR"))]),
            },
        };
    }
}
