using Cto.Domain.Spend;
using Cto.Testing;

namespace Cto.Connectors.Tests.Aws;

/// <summary>Charges: complete to the cent, cheap to keep up to date, and safe to interrupt. Today is 10 November 2026.</summary>
public sealed class AwsChargeTests
{
    [Fact]
    public async Task Every_charge_arrives_once_and_they_add_up_to_the_bill()
    {
        await using var aws = await BillAsync();
        aws.PageSize = 3;
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("aws").PagesAsync(aws.Source(), "charges");
        var charges = pages.Facts().Cast<Charge>().ToList();

        Assert.Null(fault);
        Assert.Empty(pages.SelectMany(page => page.Warnings));
        Assert.Equal(aws.Bill.Sum(line => line.Amount), charges.Sum(charge => charge.Amount));
        Assert.Equal(charges.Count, charges.Select(charge => charge.Key).Distinct().Count());
        var s3 = charges.Single(charge => charge is { CloudService: "Amazon Simple Storage Service", Day: { Month: 11, Day: 3 } });
        Assert.Equal(("222222222222", "acme-data-prod", "us-east-1", "data-processing-pipeline", 12.34m, 13.34m, "USD", ChargeCategory.Usage, false),
            (s3.Account, s3.AccountName, s3.Region, s3.Service, s3.Amount, s3.Billed, s3.Currency, s3.Category, s3.Provisional));
        Assert.Contains(charges, charge => charge is { Category: ChargeCategory.Tax, Region: null, Service: null, Amount: 5 });
        Assert.Contains(charges, charge => charge is { Category: ChargeCategory.Credit, Amount: -7 });
        Assert.Contains(charges, charge => charge is { Service: null, Category: ChargeCategory.Usage });
        Assert.All(charges, charge => Assert.Equal(charge.Day >= new DateOnly(2026, 11, 8), charge.Provisional));
    }

    [Fact]
    public async Task Within_six_hours_nothing_is_asked_and_later_only_the_outline_where_nothing_changed()
    {
        await using var aws = await BillAsync();
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("aws").PagesAsync(aws.Source(), "charges");
        aws.Http.Forget();

        var (again, _) = await services.Connector("aws").PagesAsync(aws.Source(), "charges", first.Cursor());
        Assert.Empty(again);
        Assert.Empty(aws.Http.Requests);

        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(7)));
        var (pages, _) = await later.Connector("aws").PagesAsync(aws.Source(), "charges", first.Cursor());

        Assert.Empty(pages.Facts());
        Assert.Equal(2, aws.CostCalls);
    }

    [Fact]
    public async Task A_day_that_changed_is_read_again_and_what_it_lost_is_withdrawn()
    {
        await using var aws = await BillAsync();
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("aws").PagesAsync(aws.Source(), "charges");
        var moved = aws.Bill.Single(line => line is { Day: "2026-11-09", Service: "AmazonCloudWatch" });
        aws.Bill[aws.Bill.IndexOf(moved)] = moved with { Tag = "search-api", Amount = 4 };
        aws.Http.Forget();

        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(7)));
        var (pages, _) = await later.Connector("aws").PagesAsync(aws.Source(), "charges", first.Cursor());

        var charge = Assert.IsType<Charge>(Assert.Single(pages.Facts(), fact => fact.Key.Contains("CloudWatch", StringComparison.Ordinal)));
        Assert.Equal((4m, "search-api", new DateOnly(2026, 11, 9)), (charge.Amount, charge.Service, charge.Day));
        Assert.All(pages.Facts().Cast<Charge>(), fact => Assert.Equal(new DateOnly(2026, 11, 9), fact.Day));
        Assert.Contains(pages.SelectMany(page => page.Withdrawn), gone => gone.Key == "aws:111111111111/eu-west-1/20261109/AmazonCloudWatch/");
        Assert.DoesNotContain(pages.SelectMany(page => page.Withdrawn), gone => pages.Facts().Any(fact => fact.Key == gone.Key));
        Assert.Equal(3, aws.CostCalls);
    }

    [Fact]
    public async Task What_left_the_open_month_whole_is_withdrawn_once_and_for_no_more_money()
    {
        await using var aws = await BillAsync();
        var source = aws.Source(("refreshHours", "1"));
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("aws").PagesAsync(source, "charges");
        var stored = first.Facts().Select(fact => fact.Key).ToHashSet();
        // The only slice of an account, and a part of two others.
        aws.Bill.RemoveAll(line => line.Account == "222222222222" || line.Service is "Tax" or "AmazonCloudWatch");
        aws.Http.Forget();

        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(7)));
        var (pages, _) = await later.Connector("aws").PagesAsync(source, "charges", first.Cursor());
        var asked = aws.CostCalls;
        await using var evenLater = Connectors.Start(new StandingClock(Connectors.Today.AddHours(9)));
        var (nothing, _) = await evenLater.Connector("aws").PagesAsync(source, "charges", pages.Cursor());

        var left = stored.Except(pages.SelectMany(page => page.Withdrawn).Select(gone => gone.Key)).Union(pages.Facts().Select(fact => fact.Key));
        var (expected, _) = await services.Connector("aws").PagesAsync(source, "charges");
        Assert.Equal(expected.Facts().Select(fact => fact.Key).Order(StringComparer.Ordinal), left.Order(StringComparer.Ordinal));
        // The outline, and the two slices that lost a part: not the one that is gone.
        Assert.Equal(4, asked);
        Assert.Empty(nothing.Facts());
        Assert.Empty(nothing.SelectMany(page => page.Withdrawn));
    }

    [Fact]
    public async Task A_day_that_settles_is_written_once_more()
    {
        await using var aws = await BillAsync();
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("aws").PagesAsync(aws.Source(), "charges");

        await using var tomorrow = Connectors.Start(new StandingClock(Connectors.Today.AddDays(1)));
        var (pages, _) = await tomorrow.Connector("aws").PagesAsync(aws.Source(), "charges", first.Cursor());

        Assert.Contains(pages.Facts().Cast<Charge>(), charge => charge is { Day: { Month: 11, Day: 8 }, Provisional: false });
    }

    [Fact]
    public async Task Killed_after_any_page_it_goes_on_and_ends_the_same()
    {
        await using var aws = await BillAsync();
        await using var services = Connectors.Start();
        var (whole, _) = await services.Connector("aws").PagesAsync(aws.Source(), "charges");
        var expected = whole.Facts().Cast<Charge>().ToDictionary(charge => charge.Key, charge => charge.Amount);

        var (found, cursor) = (new Dictionary<string, decimal>(), (string?)null);
        for (var pulls = 0; pulls < whole.Count; pulls++)
        {
            // One page a pull: the next begins where its cursor left off.
            await using var pull = services.Connector("aws").PullAsync(aws.Source(), "charges", cursor, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
            if (!await pull.MoveNextAsync())
            {
                break;
            }

            cursor = pull.Current.Cursor ?? cursor;
            foreach (var charge in pull.Current.Facts.Cast<Charge>())
            {
                found[charge.Key] = charge.Amount;
            }
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Days_that_AWS_no_longer_keeps_are_named()
    {
        await using var aws = await BillAsync();
        aws.Misbehave = async (context, action) =>
            action == "GetCostAndUsage" && await BodyAsync(context) is var body && string.CompareOrdinal(body[(body.IndexOf("Start\":\"", StringComparison.Ordinal) + 8)..][..10], "2025-10-01") < 0 &&
            await StubAws.RefuseAsync(context, 400, "ValidationException", "You can only query historical data beyond 14 months when multi-year data at monthly granularity is enabled.");
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("aws").PagesAsync(aws.Source(("historyDays", "548")), "charges");

        Assert.Null(fault);
        Assert.Equal(aws.Bill.Sum(line => line.Amount), pages.Facts().Cast<Charge>().Sum(charge => charge.Amount));
        Assert.Contains("from 1 October 2025 on", Assert.Single(pages.SelectMany(page => page.Warnings)), StringComparison.Ordinal);
        Assert.Empty((await services.Connector("aws").PagesAsync(aws.Source(("historyDays", "548")), "charges", pages.Cursor())).Pages);
    }

    [Fact]
    public async Task A_bill_that_contradicts_itself_is_told()
    {
        await using var aws = await BillAsync();
        // The line has a region in no answer that is asked by region.
        aws.Misbehave = async (context, _) =>
        {
            var body = await BodyAsync(context);
            aws.Bill.RemoveAll(line => line.Day == "2026-11-03");
            if (!body.Contains("\"TAG\"", StringComparison.Ordinal))
            {
                aws.Bill.Add(new("2026-11-03", "222222222222", "us-east-1", "Amazon Simple Storage Service", "data-processing-pipeline", 12.34m));
            }

            return false;
        };
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("aws").PagesAsync(aws.Source(), "charges");

        Assert.Contains(pages.SelectMany(page => page.Warnings), warning => warning.Contains("acme-data-prod in us-east-1", StringComparison.Ordinal) && warning.Contains("12.34 less", StringComparison.Ordinal));
    }

    private static async Task<string> BodyAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        context.Request.Body.Position = 0;
        return body;
    }

    private static async Task<StubAws> BillAsync()
    {
        var aws = await StubAws.StartAsync();
        aws.Bill.AddRange(
        [
            new("2026-09-20", "111111111111", "eu-west-1", "Amazon Relational Database Service", "orders-service", 80.1234567891m),
            new("2026-10-15", "111111111111", "eu-west-1", "Amazon Relational Database Service", "orders-service", 81m),
            new("2026-11-01", "111111111111", "NoRegion", "Tax", "", 5m, "Tax"),
            new("2026-11-02", "111111111111", "us-east-1", "Amazon Relational Database Service", "", -7m, "Credit"),
            new("2026-11-03", "222222222222", "us-east-1", "Amazon Simple Storage Service", "data-processing-pipeline", 12.34m),
            new("2026-11-08", "222222222222", "us-east-1", "Amazon Simple Storage Service", "data-processing-pipeline", 12.5m),
            new("2026-11-09", "111111111111", "eu-west-1", "AmazonCloudWatch", "", 3m),
            new("2026-11-09", "111111111111", "eu-west-1", "AWS Lambda", "checkout-service", 1e-10m),
            new("2026-11-10", "111111111111", "us-east-1", "AWS Lambda", "checkout-service", 0.5m),
        ]);
        return aws;
    }
}
