using System.Globalization;
using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Aws;

/// <summary>Plays Cost Explorer over a small bill, and IAM with prepared answers; misbehaves on demand.</summary>
public sealed class StubAws : IAsyncDisposable
{
    /// <summary>The bill: what one day of one thing cost.</summary>
    public sealed record Line(string Day, string Account, string Region, string Service, string Tag, decimal Amount, string Type = "Usage");

    public List<Line> Bill { get; } = [];

    /// <summary>Answers to IAM and STS, by action: XML inside the result.</summary>
    public Dictionary<string, string> Xml { get; } = new()
    {
        ["GetCallerIdentity"] = "<Arn>arn:aws:iam::111111111111:user/cto</Arn><UserId>AIDA1</UserId><Account>111111111111</Account>",
        ["ListAccountAliases"] = "<AccountAliases><member>acme-prod</member></AccountAliases><IsTruncated>false</IsTruncated>",
        ["GenerateCredentialReport"] = "<State>COMPLETE</State>",
        ["GetAccountAuthorizationDetails"] = "<IsTruncated>false</IsTruncated><UserDetailList/><GroupDetailList/><Policies/>",
        ["GetCredentialReport"] = $"<Content>{Convert.ToBase64String("user,arn\n"u8.ToArray())}</Content><ReportFormat>text/csv</ReportFormat>",
    };

    /// <summary>Answers to other actions in JSON, by target.</summary>
    public Dictionary<string, string> Json { get; } = [];

    /// <summary>Groups in one answer.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Called first; true = it has answered.</summary>
    public Func<HttpContext, string, Task<bool>> Misbehave { get; set; } = (_, _) => Task.FromResult(false);

    public StubHttp Http { get; private set; } = null!;

    public static async Task<StubAws> StartAsync()
    {
        var stub = new StubAws();
        stub.Http = await StubHttp.StartAsync(app => app.Run(stub.AnswerAsync));
        return stub;
    }

    public SourceConnection Source(params (string Name, string Value)[] settings) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "aws",
        Name = "acme",
        Settings = new(new Dictionary<string, string>
        {
            ["costExplorerUrl"] = $"{Http.Address}ce",
            ["optimizationHubUrl"] = $"{Http.Address}hub",
            ["iamUrl"] = $"{Http.Address}iam",
            ["stsUrl"] = $"{Http.Address}sts",
            ["historyDays"] = "60",
        }.Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).GroupBy(setting => setting.Key).ToDictionary(group => group.Key, group => group.Last().Value)),
        Credentials = new("accessKey", new Dictionary<string, Secret> { ["accessKeyId"] = new("AKIDEXAMPLE"), ["secretAccessKey"] = new("wJalrXUtnFEMI") }),
    };

    /// <summary>How often Cost Explorer was asked for costs.</summary>
    public int CostCalls => Http.Requests.Count(request => request.Header("X-Amz-Target")?.EndsWith("GetCostAndUsage", StringComparison.Ordinal) == true);

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var action = context.Request.Headers["X-Amz-Target"].FirstOrDefault()?.Split('.')[^1] ?? (await context.Request.ReadFormAsync())["Action"].ToString();
        if (await Misbehave(context, action))
        {
            return;
        }

        if (Xml.TryGetValue(action, out var xml))
        {
            context.Response.ContentType = "text/xml";
            await context.Response.WriteAsync($"""<{action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><{action}Result>{xml}</{action}Result></{action}Response>""");
            return;
        }

        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(Json.TryGetValue(action, out var json) ? json : Costs((await JsonNode.ParseAsync(context.Request.Body))!).ToJsonString());
    }

    public static async Task<bool> RefuseAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        var xml = context.Request.Headers["X-Amz-Target"].Count == 0;
        context.Response.ContentType = xml ? "text/xml" : "application/x-amz-json-1.1";
        await context.Response.WriteAsync(xml
            ? $"<ErrorResponse><Error><Type>Sender</Type><Code>{type}</Code><Message>{message}</Message></Error></ErrorResponse>"
            : new JsonObject { ["__type"] = $"com.amazonaws.ce#{type}", ["message"] = message }.ToJsonString());
        return true;
    }

    private JsonObject Costs(JsonNode question)
    {
        var (from, until) = ((string)question["TimePeriod"]!["Start"]!, (string)question["TimePeriod"]!["End"]!);
        var groups = question["GroupBy"]!.AsArray().Select(group => (string)group!["Key"]!).ToList();
        var lines = Bill.Where(line => string.CompareOrdinal(line.Day, from) >= 0 && string.CompareOrdinal(line.Day, until) < 0 && Matches(line, question["Filter"]))
            .GroupBy(line => (line.Day, A: Value(line, groups[0]), B: Value(line, groups[1]))).OrderBy(group => group.Key.Day, StringComparer.Ordinal).ToList();
        var start = int.Parse((string?)question["NextPageToken"] ?? "0", CultureInfo.InvariantCulture);
        var answer = new JsonObject
        {
            ["ResultsByTime"] = new JsonArray([.. lines.Skip(start).Take(PageSize).GroupBy(line => line.Key.Day).Select(day => (JsonNode)new JsonObject
            {
                ["TimePeriod"] = new JsonObject { ["Start"] = day.Key, ["End"] = day.Key },
                ["Groups"] = new JsonArray([.. day.Select(group => (JsonNode)new JsonObject
                {
                    ["Keys"] = new JsonArray(group.Key.A, group.Key.B),
                    ["Metrics"] = new JsonObject { ["AmortizedCost"] = Amount(group.Sum(line => line.Amount)), ["UnblendedCost"] = Amount(group.Sum(line => line.Amount) + 1) },
                })]),
                ["Estimated"] = true,
            })]),
            ["DimensionValueAttributes"] = new JsonArray(new JsonObject { ["Value"] = "222222222222", ["Attributes"] = new JsonObject { ["description"] = "acme-data-prod" } }),
        };
        if (start + PageSize < lines.Count)
        {
            answer["NextPageToken"] = $"{start + PageSize}";
        }

        return answer;
    }

    private static JsonObject Amount(decimal amount) => new() { ["Amount"] = amount.ToString(CultureInfo.InvariantCulture), ["Unit"] = "USD" };

    private static string Value(Line line, string key) => key switch
    {
        "LINKED_ACCOUNT" => line.Account,
        "REGION" => line.Region,
        "SERVICE" => line.Service,
        "RECORD_TYPE" => line.Type,
        _ => $"{key}${line.Tag}",
    };

    private static bool Matches(Line line, JsonNode? filter) => filter switch
    {
        null => true,
        _ when filter["And"] is JsonArray all => all.All(one => Matches(line, one)),
        _ => filter["Dimensions"]!["Values"]!.AsArray().Any(value => (string)value! == Value(line, (string)filter["Dimensions"]!["Key"]!)),
    };
}
