using System.Text.Json;
using System.Text.RegularExpressions;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.NewRelic;

/// <summary>The questions that NerdGraph answers here: by the fields that they ask for, with variables, and errors for everything else.</summary>
internal sealed partial class NewRelicGraph(Company company, NewRelicIssues issues)
{
    private const int PageSize = 50;

    public IReadOnlyList<NewRelicThing> Applications { get; } =
    [
        .. company.Services.Where(ReliabilityWorld.IsNewRelic).Select(service => Thing(company, service.Name, "APM", "APPLICATION", service)),
        Thing(company, "Acme Mobile App", "MOBILE", "APPLICATION", company.Service("mobile-bff")),
    ];

    public IReadOnlyList<NewRelicThing> Machines { get; } =
        [.. company.Services.Where(ReliabilityWorld.IsNewRelic).SelectMany(service => Enumerable.Range(1, 2).Select(number => Thing(company, $"nr-{service.Short}-{number}", "INFRA", "HOST", service)))];

    public IReadOnlyList<Objective> Objectives => [.. company.Reliability.Objectives.Where(objective => ReliabilityWorld.IsNewRelic(objective.Service))];

    public async Task Answer(VendorCall call)
    {
        var body = await call.BodyAsync();
        var query = body.TryGetProperty("query", out var text) ? text.GetString() ?? "" : "";
        var variables = body.TryGetProperty("variables", out var given) && given.ValueKind is JsonValueKind.Object ? given : default;
        if (query.Count(letter => letter == '{') != query.Count(letter => letter == '}') || !query.Contains("actor", StringComparison.Ordinal))
        {
            throw new Refusal(400, "syntax error before: ''");
        }

        foreach (var name in Declared().Matches(query).Select(match => match.Groups[1].Value))
        {
            if (name != "cursor" && (variables.ValueKind is not JsonValueKind.Object || !variables.TryGetProperty(name, out _)))
            {
                throw new Refusal(400, $"In argument \"{name}\": Expected a value, found null.");
            }
        }

        Action<Utf8JsonWriter> answer =
            query.Contains("nrql(", StringComparison.Ordinal) ? Rows(variables, call.Now)
            : query.Contains("entitySearch(", StringComparison.Ordinal) ? Search(call, variables)
            : query.Contains("entities(", StringComparison.Ordinal) ? ByGuid(variables, query.Contains("serviceLevel", StringComparison.Ordinal))
            : query.Contains("accounts", StringComparison.Ordinal) ? Who
            : throw new Refusal(400, "Cannot query field on type \"Actor\".");
        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteStartObject("actor");
            answer(json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    public static void WriteErrors(Utf8JsonWriter json, string message, string errorClass)
    {
        json.WriteStartObject();
        json.WriteNull("data");
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("message", message);
        json.WriteStartObject("extensions");
        json.WriteString("errorClass", errorClass);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Who(Utf8JsonWriter json)
    {
        json.WriteStartObject("user");
        json.WriteString("email", company.People[0].Email);
        json.WriteString("name", company.People[0].Name);
        json.WriteEndObject();
        json.WriteStartArray("accounts");
        json.WriteStartObject();
        json.WriteNumber("id", NewRelicVendor.Account);
        json.WriteString("name", Company.Name);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private Action<Utf8JsonWriter> Search(VendorCall call, JsonElement variables)
    {
        var search = variables.GetProperty("search").GetString()!;
        IReadOnlyList<NewRelicThing> found = search.Contains("'SERVICE_LEVEL'", StringComparison.Ordinal) ? [.. Objectives.Select(objective => new NewRelicThing(objective.Guid, objective.Name, "EXT", "SERVICE_LEVEL", objective.Service))]
            : search.Contains("'HOST'", StringComparison.Ordinal) ? Machines
            : search.Contains("'APPLICATION'", StringComparison.Ordinal) ? Applications
            : throw new Refusal(400, $"Entity search syntax error: {search}");
        var cursor = variables.TryGetProperty("cursor", out var token) ? token.GetString() : null;
        var page = call.Slice(found, call.Offset(cursor, "cursor"), PageSize);
        return json =>
        {
            json.WriteStartObject("entitySearch");
            json.WriteNumber("count", found.Count);
            json.WriteStartObject("results");
            json.WriteString("nextCursor", call.NextToken(page));
            json.WriteStartArray("entities");
            foreach (var thing in page.Items)
            {
                Write(json, thing);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        };
    }

    private Action<Utf8JsonWriter> ByGuid(JsonElement variables, bool withLevels)
    {
        var guids = variables.GetProperty("guids").EnumerateArray().Select(guid => guid.GetString()).ToList();
        if (guids.Count > 25)
        {
            throw new Refusal(400, "guids: the maximum number of guids is 25");
        }

        return json =>
        {
            json.WriteStartArray("entities");
            foreach (var objective in Objectives.Where(objective => withLevels && guids.Contains(objective.Guid)))
            {
                Write(json, objective);
            }

            foreach (var thing in Applications.Concat(Machines).Where(thing => guids.Contains(thing.Guid)))
            {
                Write(json, thing);
            }

            json.WriteEndArray();
        };
    }

    private Action<Utf8JsonWriter> Rows(JsonElement variables, DateTimeOffset now)
    {
        var (account, nrql) = (variables.GetProperty("account").GetInt32(), variables.GetProperty("nrql").GetString()!);
        if (account != NewRelicVendor.Account)
        {
            throw new Refusal(403, $"Not authorized for account {account}");
        }

        var span = Span().Match(nrql) is { Success: true } match
            ? (From: long.Parse(match.Groups[1].Value, null), To: long.Parse(match.Groups[2].Value, null))
            : nrql.Contains("SINCE 5 minutes ago", StringComparison.Ordinal) ? (From: now.AddMinutes(-5).ToUnixTimeMilliseconds(), To: now.ToUnixTimeMilliseconds())
            : throw new Refusal(400, "NRQL Syntax Error: SINCE and UNTIL are wanted");
        Action<Utf8JsonWriter> rows = nrql.Contains("newrelic.sli.valid", StringComparison.Ordinal) ? json => Levels(json, span.From / 1_000, span.To / 1_000, now)
            : nrql.Contains("FROM NrAiIssue", StringComparison.Ordinal) ? json => Issues(json, span.From, span.To, now)
            : nrql.Contains("count(*)", StringComparison.Ordinal) ? static json => json.WriteRawValue("""{"count":1}""")
            : throw new Refusal(400, $"NRQL Syntax Error: Error at line 1: {nrql}");
        if (nrql.Contains("TIMESERIES 5 minutes", StringComparison.Ordinal) && (span.To - span.From) / 300_000 > 366)
        {
            throw new Refusal(400, "NRQL: TIMESERIES supports at most 366 buckets");
        }

        return json =>
        {
            json.WriteStartObject("account");
            json.WriteStartObject("nrql");
            json.WriteStartArray("results");
            rows(json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        };
    }

    private void Levels(Utf8JsonWriter json, long from, long to, DateTimeOffset now)
    {
        var since = company.Reliability.MeasuredSince.ToUnixTimeSeconds();
        foreach (var objective in Objectives)
        {
            for (var begin = from; begin < to && begin < now.ToUnixTimeSeconds(); begin += Objective.Span)
            {
                if (begin < since)
                {
                    continue;
                }

                var (good, total) = objective.At(begin);
                json.WriteStartObject();
                json.WriteString("facet", objective.Guid);
                json.WriteString("sli.guid", objective.Guid);
                json.WriteNumber("beginTimeSeconds", begin);
                json.WriteNumber("endTimeSeconds", begin + Objective.Span);
                json.WriteNumber("good", good);
                json.WriteNumber("bad", 0);
                json.WriteNumber("valid", total);
                json.WriteEndObject();
            }
        }
    }

    private void Issues(Utf8JsonWriter json, long from, long to, DateTimeOffset now)
    {
        var until = DateTimeOffset.FromUnixTimeMilliseconds(to);
        foreach (var (issue, happened, at) in issues.By(DateTimeOffset.FromUnixTimeMilliseconds(from), until < now ? until : now))
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp", at.ToUnixTimeMilliseconds());
            json.WriteString("issueId", issue.Id);
            json.WriteString("event", happened);
            json.WriteString("title", $"[{issue.Condition} on {issue.Entity}]");
            json.WriteString("priority", issue.Priority);
            json.WriteString("entities", $"[{issue.Entity}]");
            json.WriteString("policies", "[Storefront and apps]");
            json.WriteString("issueLink", $"https://radar-api.service.newrelic.com/accounts/{NewRelicVendor.Account}/issues/{issue.Id}");
            json.WriteNumber("createTime", issue.At.ToUnixTimeMilliseconds());
            if (issue.TakenAt is { } taken && taken <= at)
            {
                json.WriteNumber("acknowledgeTime", taken.ToUnixTimeMilliseconds());
            }

            if (happened == "close")
            {
                json.WriteNumber("closeTime", issue.ClosedAt.ToUnixTimeMilliseconds());
            }

            json.WriteEndObject();
        }
    }

    private static NewRelicThing Thing(Company company, string name, string domain, string type, Service service) =>
        new(company.Dice("newrelic/guid", name).Text(48, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"), name, domain, type, service);

    private static void Write(Utf8JsonWriter json, NewRelicThing thing)
    {
        json.WriteStartObject();
        json.WriteString("guid", thing.Guid);
        json.WriteString("name", thing.Name);
        json.WriteNumber("accountId", NewRelicVendor.Account);
        json.WriteString("domain", thing.Domain);
        json.WriteString("type", thing.Type);
        json.WriteBoolean("reporting", true);
        json.WriteString("permalink", $"https://one.newrelic.com/redirect/entity/{thing.Guid}");
        json.WriteStartArray("tags");
        foreach (var (key, value) in new[] { ("team", thing.Service.Team.Name), ("service", thing.Service.Name), ("environment", "production"), ("aws.region", "us-east-1") })
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartArray("values");
            json.WriteStringValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Objective objective)
    {
        json.WriteStartObject();
        json.WriteString("guid", objective.Guid);
        json.WriteString("name", objective.Name);
        json.WriteString("permalink", $"https://one.newrelic.com/redirect/entity/{objective.Guid}");
        json.WriteStartObject("serviceLevel");
        json.WriteStartArray("indicators");
        json.WriteStartObject();
        json.WriteString("guid", objective.Guid);
        json.WriteString("name", objective.Name);
        json.WriteString("description", "Answers without an error of the server.");
        json.WriteString("entityGuid", Applications.First(thing => thing.Service == objective.Service).Guid);
        json.WriteNumber("updatedAt", company.Founded.AddDays(50).ToUnixTimeMilliseconds());
        json.WriteStartArray("objectives");
        json.WriteStartObject();
        json.WriteNumber("target", Math.Round(objective.Target * 100, 6));
        json.WriteStartObject("timeWindow");
        json.WriteStartObject("rolling");
        json.WriteNumber("count", 28);
        json.WriteString("unit", "DAY");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    [GeneratedRegex(@"\$(\w+):")]
    private static partial Regex Declared();

    [GeneratedRegex(@"SINCE (\d{13}) UNTIL (\d{13})")]
    private static partial Regex Span();
}

/// <summary>Something that New Relic watches.</summary>
internal sealed record NewRelicThing(string Guid, string Name, string Domain, string Type, Service Service);
