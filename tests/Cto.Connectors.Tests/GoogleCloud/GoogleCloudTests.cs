using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Domain.Spend;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GoogleCloud;

/// <summary>The billing export through BigQuery: one query, its pages, its price. Today is 10 November 2026.</summary>
public sealed class GoogleCloudTests : IAsyncLifetime
{
    private static readonly string[] Columns = ["day", "account", "account_name", "service", "region", "label", "cost_type", "currency", "cost", "credits"];

    private readonly List<string?[]> _rows =
    [
        ["2026-11-09", "acme-web", "Acme Web", "Compute Engine", "europe-west1", "checkout-service", "regular", "USD", "12.5", "-2.5"],
        ["2026-11-05", "acme-web", "Acme Web", "Cloud Storage", null, null, "regular", "USD", "1.000000001", "0"],
        ["2026-11-05", "0123AB-4567CD-89EF01", null, "Invoice", null, null, "tax", "USD", "3", "0"],
        ["2026-10-01", "acme-web", "Acme Web", "Compute Engine", "europe-west1", "checkout-service", "regular", "USD", "10", "0"],
        ["2026-10-01", "acme-web", "Acme Web", "Compute Engine", "europe-west1", "checkout-service", "rounding_error", "USD", "0", "0"],
    ];

    private StubHttp _google = null!;
    private int _unfinished;
    private Func<HttpContext, Task<bool>> _misbehave = _ => Task.FromResult(false);

    public async ValueTask InitializeAsync() => _google = await StubHttp.StartAsync(app =>
    {
        app.MapPost("/oauth2/token", async context =>
        {
            var form = await context.Request.ReadFormAsync();
            var right = form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" && Claims(form["assertion"].ToString()) is { } claims && (string)claims["aud"]! == $"{_google.Address}oauth2/token";
            context.Response.StatusCode = right ? 200 : 400;
            await context.Response.WriteAsJsonAsync(right
                ? (object)new { access_token = "google-token", expires_in = 3599, token_type = "Bearer" }
                : new { error = "invalid_grant", error_description = "Invalid JWT Signature." });
        });
        app.MapPost("/bigquery/bigquery/v2/projects/acme-billing/queries", context => AnswerAsync(context, 0));
        app.MapGet("/bigquery/bigquery/v2/projects/acme-billing/queries/job_1", context => AnswerAsync(context, int.Parse(context.Request.Query["pageToken"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture)));
    });

    public ValueTask DisposeAsync() => _google.DisposeAsync();

    [Fact]
    public async Task Costs_and_credits_are_charges_of_their_own_and_the_query_is_paid_for()
    {
        _unfinished = 2;
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("google-cloud").PagesAsync(Source(), "charges");
        var charges = pages.Facts().Cast<Charge>().ToList();

        Assert.Null(fault);
        Assert.Equal(12.5m - 2.5m + 1.000000001m + 3 + 10, charges.Sum(charge => charge.Amount));
        Assert.Equal(charges.Count, charges.Select(charge => charge.Key).Distinct().Count());
        Assert.Contains(charges, charge => charge is { Category: ChargeCategory.Credit, Amount: -2.5m, Service: "checkout-service", Provisional: true });
        Assert.Contains(charges, charge => charge is { Category: ChargeCategory.Tax, Account: "0123AB-4567CD-89EF01", AccountName: null });
        Assert.Contains(charges, charge => charge is { CloudService: "Cloud Storage", Region: null, Service: null, Provisional: false });
        Assert.Equal(6.25m, pages.Sum(page => page.Cost));
        Assert.Equal(1, pages[^1].Progress!.Share);
    }

    [Fact]
    public async Task The_statement_holds_the_table_and_nothing_else_that_was_typed()
    {
        await using var services = Connectors.Start();
        await services.Connector("google-cloud").PagesAsync(Source(("label", "service' OR 1=1 --")), "charges");

        var question = JsonNode.Parse(_google.Requests.First(request => request.Target.EndsWith("/queries", StringComparison.Ordinal)).Body)!;
        var sql = (string)question["query"]!;
        Assert.Contains("FROM `acme-billing.billing.gcp_billing_export_v1_0123AB_4567CD_89EF01`", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("OR 1=1", sql, StringComparison.Ordinal);
        Assert.Equal(("NAMED", false, "service' OR 1=1 --"), ((string)question["parameterMode"]!, (bool)question["useLegacySql"]!, (string)question["queryParameters"]![0]!["parameterValue"]!["value"]!));

        foreach (var table in new[] { "acme.billing", "acme-billing.billing.t`; DROP TABLE x", "acme-billing.billing.a b" })
        {
            var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("google-cloud").CheckAsync(Source(("table", table)), TestContext.Current.CancellationToken));
            Assert.Equal(SourceFault.InvalidSettings, fault.Fault);
        }
    }

    [Fact]
    public async Task A_refresh_asks_for_the_days_of_which_something_was_exported_since()
    {
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("google-cloud").PagesAsync(Source(), "charges");
        Assert.Empty((await services.Connector("google-cloud").PagesAsync(Source(), "charges", first.Cursor())).Pages);
        _google.Forget();

        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(7)));
        await later.Connector("google-cloud").PagesAsync(Source(), "charges", first.Cursor());

        var parameters = JsonNode.Parse(_google.Requests.First(request => request.Target.EndsWith("/queries", StringComparison.Ordinal)).Body)!["queryParameters"]!.AsArray()
            .ToDictionary(parameter => (string)parameter!["name"]!, parameter => (string?)parameter!["parameterValue"]!["value"]);
        Assert.Equal(("2026-10-01", "2026-11-11", "2026-11-10 11:00:00.000000+00:00"), (parameters["from"], parameters["until"], parameters["since"]));
    }

    [Fact]
    public async Task Killed_after_a_page_it_goes_on_from_the_day_that_page_ended_in()
    {
        await using var services = Connectors.Start();
        var (pages, _) = await services.Connector("google-cloud").PagesAsync(Source(), "charges");
        _google.Forget();

        await services.Connector("google-cloud").PagesAsync(Source(), "charges", pages[0].Cursor);

        Assert.Contains("""{"name":"until","parameterType":{"type":"DATE"},"parameterValue":{"value":"2026-11-06"}}""", _google.Requests[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "accessDenied", "Access Denied: Table acme-billing:billing.t: User does not have permission to query table.", SourceFault.Forbidden, "BigQuery Data Viewer")]
    [InlineData(403, "rateLimitExceeded", "Exceeded rate limits: too many concurrent queries.", SourceFault.Throttled, "")]
    [InlineData(403, "quotaExceeded", "Quota exceeded: Your project exceeded quota for free query bytes scanned.", SourceFault.Throttled, "")]
    [InlineData(400, "invalidQuery", "Unrecognized name: _PARTITIONTIME", SourceFault.InvalidSettings, "standard usage cost export")]
    [InlineData(404, "notFound", "Not found: Dataset acme-billing:billing", SourceFault.NotFound, "")]
    public async Task A_refusal_is_explained(int status, string reason, string message, SourceFault expected, string remedy)
    {
        _misbehave = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsJsonAsync(new { error = new { code = status, message, status = "X", errors = new[] { new { reason, message } } } });
            return true;
        };
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("google-cloud").PagesAsync(Source(), "charges");

        Assert.Equal(expected, fault!.Fault);
        Assert.Contains(message.TrimEnd('.'), fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(expected == SourceFault.Throttled, fault.RetryAt > Connectors.Today);
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused_without_being_quoted()
    {
        await using var services = Connectors.Start();
        var source = Source() with { Credentials = new("serviceAccount", new Dictionary<string, Secret> { ["keyFile"] = new("""{"type":"service_account","private_key":"hush"}""") }) };

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("google-cloud").CheckAsync(source, TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.Unauthorized, fault.Fault);
        Assert.DoesNotContain("hush", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_as_whom_and_what_was_spent()
    {
        await using var services = Connectors.Start();

        var check = await services.Connector("google-cloud").CheckAsync(Source(), TestContext.Current.CancellationToken);

        Assert.Equal("Connected as cto-assistant@acme-billing.iam.gserviceaccount.com: 2 projects in the export, 24.00 USD in the last 7 days.", check.Summary);
    }

    private SourceConnection Source(params (string Name, string Value)[] settings)
    {
        var source = new GoogleCloudSample().At(_google.Address);
        var values = new Dictionary<string, string>(source.Settings.Values);
        foreach (var (name, value) in settings)
        {
            values[name] = value;
        }

        return source with { Settings = new(values) };
    }

    private static JsonNode? Claims(string assertion)
    {
        var parts = assertion.Split('.');
        var key = (string)JsonNode.Parse(new GoogleCloudSample().At(new("http://x/")).Credentials!.Reveal("keyFile")!)!["private_key"]!;
        using var rsa = RSA.Create();
        rsa.ImportFromPem(key);
        return rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ? JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))
            : null;
    }

    private async Task AnswerAsync(HttpContext context, int start)
    {
        if (await _misbehave(context))
        {
            return;
        }

        if (context.Request.Headers.Authorization != "Bearer google-token")
        {
            context.Response.StatusCode = 401;
            return;
        }

        if (_unfinished-- > 0)
        {
            await context.Response.WriteAsJsonAsync(new { jobComplete = false, jobReference = new { projectId = "acme-billing", jobId = "job_1", location = "EU" } });
            return;
        }

        // Two rows a page.
        await context.Response.WriteAsJsonAsync(new
        {
            jobComplete = true,
            jobReference = new { projectId = "acme-billing", jobId = "job_1", location = "EU" },
            schema = new { fields = Columns.Select(name => new { name, type = "STRING" }) },
            rows = _rows.Skip(start).Take(2).Select(row => new { f = row.Select(value => new { v = value }) }),
            totalRows = "5",
            pageToken = start + 2 < _rows.Count ? $"{start + 2}" : null,
            totalBytesBilled = $"{1L << 40}",
        });
    }
}
