using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Spend;

namespace Cto.Upstreams.GoogleCloud;

/// <summary>Google Cloud as the company uses it a little: tokens for a service account, and the billing export in BigQuery.</summary>
internal sealed partial class GoogleCloudVendor(Company company) : SimulatedVendor
{
    private const string Source = "Google Cloud";
    private const string Token = "google-demo-token";
    private const string Table = "acme-billing.billing.gcp_billing_export_v1_0123AB_4567CD_89EF01";

    /// <summary>What a query reads of the table for each day, in bytes.</summary>
    private const long BytesOfDay = 40_000;
    private const long LeastBytes = 10 << 20;

    private static readonly string[] Columns = ["day", "account", "account_name", "service", "region", "label", "cost_type", "currency", "cost", "credits"];

    private readonly DemoKey _key = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<Row>> _jobs = new(StringComparer.Ordinal);
    private int _number;

    public override string Prefix => "google-cloud";

    public override IReadOnlyList<Grant> Grants { get; } = [new(Token, DemoKey.Email)];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("google-cloud", Source, new Dictionary<string, string> { ["table"] = Table, ["baseUrl"] = $"{address}/bigquery", ["tokenUrl"] = $"{address}/oauth2" })
        {
            CredentialKind = "serviceAccount",
            Credentials = new Dictionary<string, string> { ["keyFile"] = _key.File },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Post("/oauth2/token", TokenAsync).Open();
        routes.Post("/bigquery/bigquery/v2/projects/{project}/queries", QueryAsync);
        routes.Get("/bigquery/bigquery/v2/projects/{project}/queries/{job}", ResultsAsync);
    }

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "charges", "charge", at => company.Spend.OfGoogle.Sum(thing => company.Spend.Days(at).Select(day => company.Spend.On(thing, day, at)).Sum(cost => (cost.Billed != 0 ? 1L : 0) + (cost.Amortized != cost.Billed ? 1 : 0))));
        truth.Sum(Source, "charge.amount", at => company.Spend.Total(company.Spend.OfGoogle, at).Amortized);
    }

    public override LimitPolicy? Limit(VendorCall call) => call.Who is null ? null : new("queries", 100, TimeSpan.FromSeconds(100));

    // Google says nothing of its limits.
    public override void TellLimit(VendorCall call, LimitState state)
    {
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal)
    {
        var login = call.Http.Request.Path.Value!.StartsWith("/google-cloud/oauth2", StringComparison.Ordinal);
        var status = refusal.Status == 429 ? 403 : refusal.Status;
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            if (login)
            {
                json.WriteString("error", refusal.Parameter ?? (refusal.Status is 401 or 403 ? "invalid_grant" : "server_error"));
                json.WriteString("error_description", refusal.Message);
            }
            else
            {
                json.WriteStartObject("error");
                json.WriteNumber("code", status);
                json.WriteString("message", refusal.Message);
                json.WriteStartArray("errors");
                json.WriteStartObject();
                json.WriteString("message", refusal.Message);
                json.WriteString("domain", "global");
                json.WriteString("reason", refusal.Status switch { 400 => "invalidQuery", 401 => "authError", 403 => "accessDenied", 404 => "notFound", 429 => "rateLimitExceeded", 503 => "backendError", _ => "internalError" });
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }, login ? refusal.Status : status);
    }

    private async Task TokenAsync(VendorCall call)
    {
        var form = call.Http.Request.HasFormContentType ? await call.Http.Request.ReadFormAsync(call.Http.RequestAborted) : throw new Refusal(400, "Missing grant_type.") { Parameter = "invalid_request" };
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer")
        {
            throw new Refusal(400, "Invalid grant_type.") { Parameter = "unsupported_grant_type" };
        }

        _key.Prove(form["assertion"].ToString(), $"{call.Root}/oauth2/token", call.Now);
        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", Token);
            json.WriteNumber("expires_in", 3599);
            json.WriteString("token_type", "Bearer");
            json.WriteEndObject();
        });
    }

    private async Task QueryAsync(VendorCall call)
    {
        Project(call);
        var body = await call.BodyAsync();
        if (body.GetProperty("useLegacySql").GetBoolean() || body.GetProperty("parameterMode").GetString() is not "NAMED")
        {
            throw new Refusal(400, "Standard SQL with named parameters is what is played here.");
        }

        var sql = body.GetProperty("query").GetString()!;
        if (Tables().Matches(sql).Select(table => table.Groups[1].Value).Distinct().ToList() is not [var table])
        {
            throw new Refusal(400, "Syntax error: Expected one table.");
        }

        if (table != Table)
        {
            throw new Refusal(403, $"Access Denied: Table {table}: User does not have permission to query table {table}, or perhaps it does not exist.");
        }

        if (!Aliases().Matches(sql.Split("FROM `")[0]).Select(alias => alias.Groups[1].Value).Intersect(Columns).SequenceEqual(Columns))
        {
            throw new Refusal(400, "Unrecognized name: the columns that are played here are " + string.Join(", ", Columns));
        }

        var parameters = body.GetProperty("queryParameters").EnumerateArray().ToDictionary(
            parameter => parameter.GetProperty("name").GetString()!,
            parameter => (Type: parameter.GetProperty("parameterType").GetProperty("type").GetString(), Value: parameter.GetProperty("parameterValue").TryGetProperty("value", out var value) ? value.GetString() : null));
        if (parameters["label"].Type is not "STRING" || parameters["from"].Type is not "DATE" || parameters["until"].Type is not "DATE" || parameters["since"].Type is not "TIMESTAMP")
        {
            throw new Refusal(400, "No matching signature for operator >= for the argument types.");
        }

        var (from, until) = (DateOnly.ParseExact(parameters["from"].Value!, "yyyy-MM-dd"), DateOnly.ParseExact(parameters["until"].Value!, "yyyy-MM-dd"));
        // Only today is still exported; whoever asks since an hour ago gets that alone.
        var first = parameters["since"].Value is { } since ? DateOnly.FromDateTime(DateTimeOffset.Parse(since, CultureInfo.InvariantCulture).UtcDateTime) : from;
        var job = $"job_{Interlocked.Increment(ref _number)}";
        // Google keeps results for a day; here the last ones are enough.
        _jobs.TryRemove($"job_{_number - 20}", out _);
        _jobs[job] = Rows(first > from ? first : from, until, call.Now);
        await SendAsync(call, job, 0, body.GetProperty("maxResults").GetInt32(), Math.Max(LeastBytes, (until.DayNumber - from.DayNumber) * BytesOfDay));
    }

    private Task ResultsAsync(VendorCall call)
    {
        Project(call);
        call.Only("location", "pageToken", "maxResults", "timeoutMs", "startIndex");
        return _jobs.ContainsKey(call.Route("job")) ? SendAsync(call, call.Route("job"), Offset(call.Query("pageToken")), call.Number("maxResults", 1000), 0) : throw Refusal.NotFound($"Not found: Job {call.Route("job")}");
    }

    private List<Row> Rows(DateOnly from, DateOnly until, DateTimeOffset now)
    {
        var rows = new List<Row>();
        foreach (var day in company.Spend.Days(now).Where(day => day >= from && day < until).Reverse())
        {
            foreach (var thing in company.Spend.OfGoogle)
            {
                var cost = company.Spend.On(thing, day, now);
                if (!cost.IsNothing)
                {
                    rows.Add(new(day, thing, cost));
                }
            }
        }

        return rows;
    }

    private async Task SendAsync(VendorCall call, string job, int offset, int size, long bytes)
    {
        var rows = _jobs[job];
        var page = call.Slice(rows, offset, size);
        // The token is of the job: the query itself has another address than its pages.
        var next = page.HasMore ? page.Next.ToString("x8", CultureInfo.InvariantCulture) : null;
        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("kind", "bigquery#queryResponse");
            json.WriteBoolean("jobComplete", true);
            json.WriteStartObject("jobReference");
            json.WriteString("projectId", DemoKey.Project);
            json.WriteString("jobId", job);
            json.WriteString("location", "EU");
            json.WriteEndObject();
            json.WriteStartObject("schema");
            json.WriteStartArray("fields");
            foreach (var column in Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column);
                json.WriteString("type", column is "day" ? "DATE" : column is "cost" or "credits" ? "NUMERIC" : "STRING");
                json.WriteString("mode", "NULLABLE");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString("totalRows", rows.Count.ToString(CultureInfo.InvariantCulture));
            json.WriteString("totalBytesProcessed", bytes.ToString(CultureInfo.InvariantCulture));
            json.WriteString("totalBytesBilled", bytes.ToString(CultureInfo.InvariantCulture));
            json.WriteBoolean("cacheHit", false);
            if (next is not null)
            {
                json.WriteString("pageToken", next);
            }

            json.WriteStartArray("rows");
            foreach (var row in page.Items)
            {
                json.WriteStartObject();
                json.WriteStartArray("f");
                foreach (var value in row.Values())
                {
                    json.WriteStartObject();
                    json.WriteString("v", value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static int Offset(string? token) =>
        token is null ? 0 : int.TryParse(token, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var offset) ? offset : throw Refusal.Bad("pageToken", "is invalid");

    private static void Project(VendorCall call)
    {
        if (call.Route("project") != DemoKey.Project)
        {
            throw new Refusal(403, $"Access Denied: Project {call.Route("project")}: User does not have bigquery.jobs.create permission in project {call.Route("project")}.");
        }
    }

    private sealed record Row(DateOnly Day, SpendThing Thing, SpendAmount Cost)
    {
        public IEnumerable<string?> Values() =>
        [
            $"{Day:yyyy-MM-dd}", Thing.Account.Id, Thing.Account.Name, Thing.CloudService, Thing.Region, Thing.Tag, "regular", "USD",
            Cost.Billed.ToString(CultureInfo.InvariantCulture), (Cost.Amortized - Cost.Billed).ToString(CultureInfo.InvariantCulture),
        ];
    }

    [GeneratedRegex("FROM `([^`]+)`")]
    private static partial Regex Tables();

    [GeneratedRegex(@"(?:AS |\s)([a-z_]+)(?=,|\s*$)")]
    private static partial Regex Aliases();
}
