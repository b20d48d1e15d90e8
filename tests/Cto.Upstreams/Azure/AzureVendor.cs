using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Spend;

namespace Cto.Upstreams.Azure;

/// <summary>Azure as the company uses it a little: the login, and Cost Management of one subscription.</summary>
internal sealed class AzureVendor(Company company) : SimulatedVendor
{
    private const string Source = "Azure";
    private const string Tenant = "acme.example";
    private const string Client = "3a9b1c7e-2f64-4d0a-8b15-5e7f90c1d2a3";
    private const string Secret = "azure-demo-secret";
    private const string Token = "azure-demo-token";
    private const string Version = "2023-11-01";

    // Azure alone decides how long its pages are.
    private const int PageSize = 250;

    private static readonly CloudAccount Subscription = CloudAccount.Azure;

    public override string Prefix => "azure";

    public override IReadOnlyList<Grant> Grants { get; } = [new(Token, Client)];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("azure", Source, new Dictionary<string, string> { ["baseUrl"] = $"{address}/management", ["loginUrl"] = $"{address}/login", ["scopes"] = Subscription.Id })
        {
            CredentialKind = "clientSecret",
            Credentials = new Dictionary<string, string> { ["tenantId"] = Tenant, ["clientId"] = Client, ["clientSecret"] = Secret },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Post("/login/{tenant}/oauth2/v2.0/token", TokenAsync).Open();
        routes.Post("/management/subscriptions/{subscription}/providers/Microsoft.CostManagement/query", QueryAsync);
    }

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "charges", "charge", at => company.Spend.Charges(company.Spend.OfAzure, at));
        truth.Sum(Source, "charge.amount", at => company.Spend.Total(company.Spend.OfAzure, at).Amortized);
        truth.Sum(Source, "charge.billed", at => company.Spend.Total(company.Spend.OfAzure, at).Billed);
    }

    /// <summary>Query units; a month of days is one.</summary>
    public override LimitPolicy? Limit(VendorCall call) => call.Who is null ? null : new("qpu", 12, TimeSpan.FromSeconds(10));

    public override void TellLimit(VendorCall call, LimitState state)
    {
        var headers = call.Http.Response.Headers;
        headers["x-ms-ratelimit-remaining-microsoft.costmanagement-qpu"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        if (state.Exceeded)
        {
            headers["x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after"] = Math.Max(1, (int)Math.Ceiling((state.ResetsAt - call.Now).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal)
    {
        var login = call.Http.Request.Path.Value!.StartsWith("/azure/login", StringComparison.Ordinal);
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            if (login)
            {
                json.WriteString("error", refusal.Parameter ?? (refusal.Status is 401 or 403 ? "invalid_client" : "server_error"));
                json.WriteString("error_description", refusal.Message);
            }
            else
            {
                json.WriteStartObject("error");
                json.WriteString("code", refusal switch
                {
                    { Expired: true } => "ExpiredAuthenticationToken",
                    { Status: 401 } => "InvalidAuthenticationToken",
                    { Status: 403 } => "RBACAccessDenied",
                    { Status: 404 } => "SubscriptionNotFound",
                    { Status: 400 } => "BadRequest",
                    _ => refusal.Status.ToString(CultureInfo.InvariantCulture),
                });
                json.WriteString("message", refusal.Message);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }, refusal.Status);
    }

    private static async Task TokenAsync(VendorCall call)
    {
        var form = call.Http.Request.HasFormContentType ? await call.Http.Request.ReadFormAsync(call.Http.RequestAborted) : throw new Refusal(400, "AADSTS900144: The request body must contain the following parameter: 'grant_type'.") { Parameter = "invalid_request" };
        if (call.Route("tenant") != Tenant)
        {
            throw new Refusal(400, $"AADSTS90002: Tenant '{call.Route("tenant")}' not found.") { Parameter = "invalid_request" };
        }

        if (form["grant_type"] != "client_credentials" || !form["scope"].ToString().EndsWith("/.default", StringComparison.Ordinal))
        {
            throw new Refusal(400, "AADSTS1002012: The provided value for scope is not valid.") { Parameter = "invalid_scope" };
        }

        if (form["client_id"] != Client || form["client_secret"] != Secret)
        {
            throw new Refusal(401, "AADSTS7000215: Invalid client secret provided.") { Parameter = "invalid_client" };
        }

        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", 3599);
            json.WriteString("access_token", Token);
            json.WriteEndObject();
        });
    }

    private async Task QueryAsync(VendorCall call)
    {
        call.Only("api-version", "$skiptoken");
        if (call.Query("api-version") != Version)
        {
            throw Refusal.Bad("api-version", "is not supported");
        }

        if (call.Route("subscription") != Subscription.Id)
        {
            throw Refusal.NotFound($"The subscription '{call.Route("subscription")}' could not be found.");
        }

        var question = AzureQuestion.Read(await call.BodyAsync());
        var rows = Rows(question, call.Now);
        var page = call.Slice(rows, call.Offset(call.Query("$skiptoken"), "$skiptoken"), PageSize);
        await call.JsonAsync(json => Write(json, question, page.Items, call.NextToken(page) is { } next ? call.PageAddress("$skiptoken", next) : null));
    }

    private List<(DateOnly Day, SpendThing Thing, decimal Cost)> Rows(AzureQuestion question, DateTimeOffset now)
    {
        var rows = new List<(DateOnly, SpendThing, decimal)>();
        foreach (var day in company.Spend.Days(now).Where(day => day >= question.From && day <= question.To))
        {
            foreach (var thing in company.Spend.OfAzure)
            {
                var amount = company.Spend.On(thing, day, now);
                var cost = question.IsAmortized ? amount.Amortized : amount.Billed;
                if (cost != 0)
                {
                    rows.Add((day, thing, cost));
                }
            }
        }

        return rows;
    }

    private static void Write(Utf8JsonWriter json, AzureQuestion question, IReadOnlyList<(DateOnly Day, SpendThing Thing, decimal Cost)> rows, string? next)
    {
        json.WriteStartObject();
        json.WriteString("name", "query");
        json.WriteString("type", "Microsoft.CostManagement/query");
        json.WriteStartObject("properties");
        json.WriteString("nextLink", next);
        json.WriteStartArray("columns");
        foreach (var (name, type) in question.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("type", type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var (day, thing, cost) in rows)
        {
            json.WriteStartArray();
            foreach (var (name, _) in question.Columns)
            {
                switch (name)
                {
                    case "Cost":
                        json.WriteNumberValue(cost);
                        break;
                    case "UsageDate":
                        json.WriteNumberValue(int.Parse($"{day:yyyyMMdd}", CultureInfo.InvariantCulture));
                        break;
                    default:
                        json.WriteStringValue(AzureQuestion.Value(thing, name));
                        break;
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
