using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.Aws;
using Cto.Connectors.Aws.CostExplorer;
using Cto.Domain.Sources;
using Cto.Domain.Spend;
using Cto.Testing;

namespace Cto.Connectors.Tests.Aws;

/// <summary>What AWS refuses, in the words of the person who connected it; and what it advises.</summary>
public sealed class AwsFaultTests
{
    [Theory]
    [InlineData(400, "ThrottlingException", "Rate exceeded", SourceFault.Throttled, "wait")]
    [InlineData(400, "LimitExceededException", "You made too many calls in a short period of time. Try again later.", SourceFault.Throttled, "too many calls")]
    [InlineData(400, "AccessDeniedException", "User: arn:aws:iam::1:user/x is not authorized to perform: ce:GetCostAndUsage on resource: arn because no identity-based policy allows it", SourceFault.Forbidden, "ce:GetCostAndUsage")]
    [InlineData(400, "AccessDeniedException", "User not enabled for cost explorer access", SourceFault.Forbidden, "not enabled")]
    [InlineData(400, "UnrecognizedClientException", "The security token included in the request is invalid.", SourceFault.Unauthorized, "UnrecognizedClientException")]
    [InlineData(400, "ExpiredTokenException", "The security token included in the request is expired", SourceFault.Unauthorized, "expired")]
    [InlineData(400, "DataUnavailableException", "Data is not available. Please try to adjust the time period.", SourceFault.NotFound, "not available")]
    [InlineData(400, "ValidationException", "Start date is invalid", SourceFault.UnexpectedReply, "Start date is invalid")]
    [InlineData(500, "InternalFailure", "We are sorry", SourceFault.Unavailable, "500")]
    public async Task A_refusal_in_a_400_is_what_its_code_says(int status, string code, string message, SourceFault expected, string words)
    {
        await using var aws = await StubAws.StartAsync();
        aws.Misbehave = (context, _) => StubAws.RefuseAsync(context, status, code, message);
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("aws").PagesAsync(aws.Source(), "charges");

        Assert.Equal(expected, fault!.Fault);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal(expected == SourceFault.Throttled, fault.RetryAt > Connectors.Today);
        Assert.DoesNotContain("wJalr", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_set_right_once()
    {
        await using var aws = await StubAws.StartAsync();
        aws.Misbehave = async (context, _) =>
        {
            var (theirs, signed) = (Connectors.Today.AddMinutes(17), DateTimeOffset.ParseExact(context.Request.Headers["X-Amz-Date"]!, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
            context.Response.Headers.Date = theirs.ToString("r");
            return (theirs - signed).Duration() > TimeSpan.FromMinutes(5) && await StubAws.RefuseAsync(context, 400, "InvalidSignatureException", "Signature expired: a is now earlier than b (c - 5 min.)");
        };
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("aws").PagesAsync(aws.Source(), "charges");

        Assert.Null(fault);
        Assert.Equal(3, aws.CostCalls);
    }

    [Fact]
    public async Task A_clock_that_no_correction_helps_is_named()
    {
        await using var aws = await StubAws.StartAsync();
        aws.Misbehave = (context, _) => StubAws.RefuseAsync(context, 403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("aws").PagesAsync(aws.Source(), "access");

        Assert.Equal(SourceFault.Unauthorized, fault!.Fault);
        Assert.Contains("clock", fault.Message, StringComparison.Ordinal);
        Assert.InRange(aws.Http.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task The_check_names_what_no_policy_allows()
    {
        await using var aws = await StubAws.StartAsync();
        aws.Bill.Add(new("2026-11-09", "222222222222", "us-east-1", "AWS Lambda", "", 1234.5m));
        aws.Misbehave = (context, action) => action == "GenerateCredentialReport" ? StubAws.RefuseAsync(context, 403, "AccessDenied", "User: arn:aws:iam::1:user/x is not authorized to perform: iam:GenerateCredentialReport") : Task.FromResult(false);
        await using var services = Connectors.Start();

        var check = await services.Connector("aws").CheckAsync(aws.Source(), TestContext.Current.CancellationToken);

        Assert.Equal("Connected as arn:aws:iam::111111111111:user/cto: 1 account in the bill, 1,234.50 USD in the last 7 days.", check.Summary);
        Assert.Contains("Allow the action iam:GenerateCredentialReport", Assert.Single(check.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_assumed_once_and_its_token_signed()
    {
        await using var aws = await StubAws.StartAsync();
        aws.Xml["AssumeRole"] = $"<Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>{Connectors.Today.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials>";
        await using var services = Connectors.Start();
        var source = aws.Source(("roleArn", "arn:aws:iam::333333333333:role/reader"));

        await services.Connector("aws").PagesAsync(source, "charges");
        await services.Connector("aws").PagesAsync(source, "charges");

        Assert.Single(aws.Http.Requests, request => request.Body.Contains("Action=AssumeRole", StringComparison.Ordinal));
        Assert.All(aws.Http.Requests.Where(request => request.Target.StartsWith("/ce", StringComparison.Ordinal)), request =>
        {
            Assert.Equal("role-token", request.Header("X-Amz-Security-Token"));
            Assert.Contains("Credential=ASIAROLE/", request.Header("Authorization"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Savings_come_from_the_hub_or_else_from_Cost_Explorer()
    {
        await using var aws = await StubAws.StartAsync();
        aws.Json["ListRecommendations"] = """{"items":[{"accountId":"1","actionType":"Delete","currentResourceType":"EbsVolume","resourceId":"vol-1","estimatedMonthlySavings":12.5,"currencyCode":"USD"}]}""";
        aws.Json["GetRightsizingRecommendation"] = """{"RightsizingRecommendations":[{"AccountId":"1","CurrentInstance":{"ResourceId":"i-1","ResourceDetails":{"EC2ResourceDetails":{"InstanceType":"m5.large","Region":"us-east-1"}}},"RightsizingType":"TERMINATE","TerminateRecommendationDetail":{"EstimatedMonthlySavings":"70.1","CurrencyCode":"USD"}}]}""";
        aws.Json["GetSavingsPlansPurchaseRecommendation"] = """{"SavingsPlansPurchaseRecommendation":{"SavingsPlansPurchaseRecommendationDetails":[{"AccountId":"1","HourlyCommitmentToPurchase":"2.5","EstimatedMonthlySavingsAmount":"300","CurrencyCode":"USD"}]}}""";
        await using var services = Connectors.Start();

        var (hub, _) = await services.Connector("aws").PagesAsync(aws.Source(), "savings");
        var volume = Assert.IsType<SavingsOpportunity>(Assert.Single(hub.Facts()));
        Assert.Equal((SavingsKind.Unattached, 12.5m, "Delete the EbsVolume vol-1."), (volume.Kind, volume.Amount, volume.Advice));

        aws.Misbehave = (context, action) => action == "ListRecommendations" ? StubAws.RefuseAsync(context, 400, "AccessDeniedException", "AWS account is not enrolled for recommendations.") : Task.FromResult(false);
        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(7)));
        var (explorer, _) = await later.Connector("aws").PagesAsync(aws.Source(), "savings", hub.Cursor());

        Assert.Equal([SavingsKind.Idle, SavingsKind.Commitment], explorer.Facts().Cast<SavingsOpportunity>().Select(saving => saving.Kind));
        Assert.Equal(volume.Key, Assert.Single(explorer.SelectMany(page => page.Withdrawn)).Key);
        Assert.Contains("enrol", Assert.Single(explorer.SelectMany(page => page.Warnings)), StringComparison.Ordinal);
    }

    [Fact]
    public void Recorded_answers_of_Cost_Explorer_and_the_hub_are_read()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var grouped = JsonSerializer.Deserialize(File.ReadLines(Specs.Path("recorded", "aws-ce", "GetCostAndUsage_monthly_grouped.jsonl")).First(), AwsJson.Default.CostAnswer)!;
        var rows = CostRow.Of(grouped).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(row.Second.StartsWith("Environment$", StringComparison.Ordinal) && row is { Amount: > 0, Currency: "USD" }));

        // It was asked without groups, which we never do: there is no row in it.
        var total = JsonSerializer.Deserialize(File.ReadLines(Specs.Path("recorded", "aws-ce", "GetCostAndUsage_daily_ungrouped.jsonl")).First(), AwsJson.Default.CostAnswer)!;
        Assert.Empty(CostRow.Of(total));
        Assert.Equal(4.1294931175m, total.ResultsByTime![0]!.Total!.UnblendedCost!.Amount);

        foreach (var line in File.ReadLines(Specs.Path("recorded", "aws-ce", "cost_optimization_hub_ListRecommendations.jsonl")))
        {
            var answer = JsonNode.Parse(line)!["data"]!.Deserialize(AwsJson.Default.HubAnswer)!;
            Assert.All(answer.Items!, item => Assert.True(item!.ToFact(Connectors.Today) is { Amount: > 0, Advice.Length: > 10 }));
        }
    }
}
