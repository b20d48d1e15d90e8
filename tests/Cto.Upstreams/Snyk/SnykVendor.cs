using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Faults;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Snyk;

/// <summary>Snyk's REST API (JSON:API) as the company's one organisation uses it.</summary>
internal sealed class SnykVendor(Company company) : SimulatedVendor
{
    private const string Source = "Snyk acme";
    private const string Token = "snyk_uat.acmeDemo000000000000000001";
    private const string Type = "application/vnd.api+json";

    private readonly SnykAccount _account = new(company);

    public override string Prefix => "snyk";

    public override IReadOnlyList<Grant> Grants { get; } = [new(Token, "cto-assistant")];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("snyk", Source, new Dictionary<string, string> { ["baseUrl"] = $"{address}/rest", ["organizations"] = Company.Login })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "acme-snyk-webhooks" },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/rest/self", call => AnswerAsync(call, json => SnykWriter.Self(json, call.Who!.Account)));
        routes.Get("/rest/orgs", call => ListAsync(call, [_account], SnykWriter.Organization, "group_id", "is_personal", "slug", "name", "expand"));
        routes.Get("/rest/orgs/{org}/projects", call => ListAsync(Known(call), _account.Projects, SnykWriter.Project, "expand", "names", "types", "lifecycle", "environment", "ids"));
        routes.Get("/rest/orgs/{org}/issues", Issues);
    }

    // Snyk documents its limit and tells nothing of it.
    public override LimitPolicy? Limit(VendorCall call) => new("api", 1620, TimeSpan.FromMinutes(1));

    public override void TellLimit(VendorCall call, LimitState state)
    {
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal) => AnswerAsync(call, json =>
    {
        json.WriteStartObject();
        SnykWriter.Version(json);
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("id", company.Dice("snyk/error", call.Http.TraceIdentifier).Uuid());
        json.WriteString("status", refusal.Status.ToString(CultureInfo.InvariantCulture));
        json.WriteString("title", refusal.Status switch { 401 => "Unauthorized", 403 => "Forbidden", 404 => "Not Found", 429 => "Too Many Requests", >= 500 => "Internal Server Error", _ => "Bad Request" });
        json.WriteString("detail", refusal.Message);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }, refusal.Status);

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "issues", "vulnerability", at => company.Findings.All.Count(finding => finding.BySnyk && finding.IsVisible(at)));
        truth.Count(Source, "issues", "codeAlert", at => company.Findings.Code.Count(finding => finding.BySnyk && finding.IsVisible(at)));
        truth.Topic("security/open-findings", at => company.Findings.All.Count(finding => finding.IsOpen(at)));
        truth.Topic("security/open-findings-by-severity", at => company.Findings.All.Where(finding => finding.IsOpen(at)).GroupBy(finding => finding.Weakness.Severity).ToDictionary(group => group.Key, group => group.Count()));
        truth.Topic("security/new-critical-since-monday", at => company.Findings.All
            .Where(finding => finding.Weakness.IsCritical && finding.IsOpen(at) && finding.FoundAt >= World.Stories.Days.Monday(company)).Select(finding => finding.Weakness.Cve).Order(StringComparer.Ordinal).ToArray());
        truth.Topic("security/exploited-in-production", at => company.Findings.All
            .Where(finding => finding.Weakness.IsExploited && finding.IsInProduction && finding.IsOpen(at)).Select(finding => $"{finding.Repository.Name} {finding.Weakness.Cve}").ToArray());
        truth.Topic("security/upgrade-that-closes-most", at => company.Findings.All.Where(finding => finding.IsOpen(at)).GroupBy(finding => (finding.Repository.Name, finding.Package.Name))
            .OrderByDescending(group => group.Count()).Select(group => new { repository = group.Key.Item1, package = group.Key.Item2, closes = group.Count() }).First());
    }

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) =>
    [
        new("X-Snyk-Event", webhook.Event),
        new("X-Hub-Signature", $"sha256={WebhookHash.HexSha256(secret, webhook.Body.Span)}"),
    ];

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => _account.Issues
        .SelectMany(issue => new[] { (At: issue.FoundAt, New: true, Issue: issue) }.Concat(issue.FixedAt is { } at ? [(At: at, New: false, Issue: issue)] : []))
        .Where(change => span.Has(change.At))
        .Select(change => SimulatedWebhook.Of(change.At, "project_snapshot/v0", json => SnykWriter.Snapshot(json, _account, change.Issue, change.New)));

    private Task Issues(VendorCall call)
    {
        var (after, before, status) = (call.Instant("updated_after"), call.Instant("updated_before"), call.Query("status")?.Split(','));
        IReadOnlyList<SnykIssue> issues = [.. _account.Issues.Where(issue =>
            issue.IsVisible(call.Now) && !(issue.UpdatedAt(call.Now) < after) && !(issue.UpdatedAt(call.Now) > before) && (status is null || status.Contains(issue.IsFixed(call.Now) ? "resolved" : "open")))];
        return ListAsync(Known(call), issues, SnykWriter.Issue, "updated_after", "updated_before", "status");
    }

    private VendorCall Known(VendorCall call) => call.Route("org") == _account.Id ? call : throw Refusal.NotFound("Org not found.");

    private static Task ListAsync<T>(VendorCall call, IReadOnlyList<T> all, Action<Utf8JsonWriter, T, DateTimeOffset> write, params string[] known)
    {
        call.Only(["version", "limit", "starting_after", "ending_before", .. known]);
        var version = call.Query("version") ?? throw Refusal.Bad("version", "is required");
        if (!DateOnly.TryParseExact(version.Split('~')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw Refusal.Bad("version", "is not a version");
        }

        var size = call.Number("limit", 10);
        var page = size is >= 10 and <= 100 && size % 10 == 0
            ? call.Slice(all, call.Offset(call.Query("starting_after"), "starting_after"), size)
            : throw Refusal.Bad("limit", "must be a multiple of 10 from 10 to 100");
        return AnswerAsync(call, json =>
        {
            json.WriteStartObject();
            SnykWriter.Version(json);
            json.WriteStartArray("data");
            foreach (var item in page.Items)
            {
                write(json, item, call.Now);
            }

            json.WriteEndArray();
            json.WriteStartObject("links");
            // A link that leads astray does so from a short list too.
            if ((call.NextToken(page) ?? (call.Fault?.Kind is FaultKind.ForeignLink ? call.Token(page.Offset) : null)) is { } token)
            {
                json.WriteString("next", call.PageAddress("starting_after", token));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static Task AnswerAsync(VendorCall call, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return call.SendAsync(buffer.WrittenMemory, Type, status);
    }
}
