using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Spend;

namespace Cto.Upstreams.Aws;

/// <summary>AWS as the company uses it: Cost Explorer, the Cost Optimization Hub, IAM and STS, each below a word of its own.</summary>
internal sealed class AwsVendor(Company company) : SimulatedVendor
{
    private const string Source = "AWS";
    private const string Key = "AKIAACMEDEMO00000001";
    private const string Secret = "acme-demo-secret-access-key-000000000001";

    private readonly CostExplorer _costs = new(company);
    private readonly CostAdvice _advice = new(company);
    private readonly IamService _iam = new(company);

    public override string Prefix => "aws";

    public override IReadOnlyList<Grant> Grants { get; } =
    [
        new(Key, "cto-assistant", "ce", "iam", "cost-optimization-hub") { Secret = Secret },
        new("AKIAACMEDEMO00000002", "reports", "ce:GetCostAndUsage") { Secret = "acme-demo-secret-access-key-000000000002" },
    ];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("aws", Source, new Dictionary<string, string>
        {
            ["costExplorerUrl"] = $"{address}/ce",
            ["optimizationHubUrl"] = $"{address}/hub",
            ["iamUrl"] = $"{address}/iam",
            ["stsUrl"] = $"{address}/sts",
        })
        {
            CredentialKind = "accessKey",
            Credentials = new Dictionary<string, string> { ["accessKeyId"] = Key, ["secretAccessKey"] = Secret },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Post("/ce", call => Action(call, "AWSInsightsIndexService") switch
        {
            "GetCostAndUsage" => _costs.CostAndUsageAsync(call),
            "GetCostForecast" => _advice.ForecastAsync(call),
            "GetAnomalies" => _advice.AnomaliesAsync(call),
            "GetRightsizingRecommendation" => CostAdvice.RightsizingAsync(call),
            "GetSavingsPlansPurchaseRecommendation" => CostAdvice.PurchaseAsync(call),
            "GetSavingsPlansCoverage" => _advice.CoverageAsync(call),
            "GetSavingsPlansUtilization" => _advice.UtilizationAsync(call),
            var other => throw AwsRefusals.Of(400, "UnknownOperationException", other),
        });
        routes.Post("/hub", call => Action(call, "CostOptimizationHubService") is "ListRecommendations" ? _advice.RecommendationsAsync(call) : throw AwsRefusals.Of(400, "UnknownOperationException", ""));
        routes.Post("/iam", _iam.AnswerAsync);
        routes.Post("/sts", IamService.IdentityAsync);
    }

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "charges", "charge", at => company.Spend.Charges(company.Spend.OfAws, at));
        truth.Sum(Source, "charge.amount", at => company.Spend.Total(company.Spend.OfAws, at).Amortized);
        truth.Sum(Source, "charge.billed", at => company.Spend.Total(company.Spend.OfAws, at).Billed);
        _advice.Tell(truth, Source);
        _iam.Tell(truth, Source);
        truth.Topic("spend/storage-spike", at => SpendTruth.Spike(company, at));
        truth.Topic("spend/by-day", at => SpendTruth.ByDay(company, at));
        truth.Topic("spend/by-service", at => SpendTruth.ByService(company, at));
    }

    public override LimitPolicy? Limit(VendorCall call) => Service(call) is "ce" ? new("ce", 5, TimeSpan.FromSeconds(1)) : new("other", 20, TimeSpan.FromSeconds(1));

    // AWS says nothing of its limits.
    public override void TellLimit(VendorCall call, LimitState state)
    {
    }

    public override async ValueTask<Grant?> AdmitAsync(VendorCall call)
    {
        using var buffer = new MemoryStream();
        await call.Http.Request.Body.CopyToAsync(buffer, call.Http.RequestAborted);
        call.Http.Request.Body = new MemoryStream(buffer.ToArray());
        if (SignatureCheck.KeyId(call) is not { } key)
        {
            throw AwsRefusals.Of(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        if (call.Simulation.Credentials.Find(Prefix, key) is not { Secret: { } secret } grant)
        {
            throw AwsRefusals.Of(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }

        SignatureCheck.Prove(call, secret, Service(call) is "hub" ? "cost-optimization-hub" : Service(call), buffer.ToArray());
        return grant;
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal) => AwsRefusals.SendAsync(call, refusal, Service(call) is "ce" or "hub");

    /// <summary>Whether the caller's policies allow an action.</summary>
    public static void Allow(VendorCall call, string action)
    {
        if (!call.Who!.Scopes.Contains(action) && !call.Who.Scopes.Contains(action.Split(':')[0]))
        {
            throw AwsRefusals.Of(403, "AccessDenied", $"User: arn:aws:iam::{CloudAccount.Aws[0].Id}:user/{call.Who.Account} is not authorized to perform: {action} because no identity-based policy allows the {action} action");
        }
    }

    private static string Service(VendorCall call) => call.Http.Request.Path.Value!.Split('/')[2];

    private static string Action(VendorCall call, string service)
    {
        var target = call.Header("X-Amz-Target") ?? "";
        if (call.Http.Request.ContentType is not ("application/x-amz-json-1.1" or "application/x-amz-json-1.0") || !target.StartsWith($"{service}.", StringComparison.Ordinal))
        {
            throw AwsRefusals.Of(400, "UnknownOperationException", "");
        }

        var action = target[(service.Length + 1)..];
        Allow(call, $"{(service == "AWSInsightsIndexService" ? "ce" : "cost-optimization-hub")}:{action}");
        return action;
    }
}
