using System.Globalization;
using System.Text;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.CodeQuality;

namespace Cto.Upstreams.SonarQube;

/// <summary>The company's own SonarQube server.</summary>
internal sealed class SonarVendor(Company company) : SimulatedVendor
{
    private const string Source = "SonarQube";
    private const string Token = "squ_acmedemo0000000000000000000000000000001";
    private const string EndedSource = "SonarQube Mobile";
    private const string EndedToken = "squ_acmedemo0000000000000000000000000000002";

    /// <summary>No list shows more, however it is paged.</summary>
    private const int Listed = 10_000;

    public override string Prefix => "sonarqube";

    public override IReadOnlyList<Grant> Grants { get; } =
    [
        new(Token, "cto-assistant") { Secret = "" },
        new(EndedToken, "mobile-ci") { Secret = "", ExpiresAt = company.Stories.TroubledSources.SonarTokenEndedAt },
    ];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("sonarqube", Source, new Dictionary<string, string> { ["baseUrl"] = address })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "acme-sonarqube-webhooks" },
        },
        new("sonarqube", EndedSource, new Dictionary<string, string>
        {
            ["baseUrl"] = address,
            ["projects"] = string.Join('\n', company.Repositories.Where(repository => repository.Team == company.Stories.TroubledSources.SonarTokenOf).Select(CodeProject.KeyOf)),
        })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = EndedToken },
            EndsAt = company.Stories.TroubledSources.SonarTokenEndedAt,
        },
    ];

    public override async ValueTask<Grant?> AdmitAsync(VendorCall call)
    {
        var who = await base.AdmitAsync(call);
        if (who?.ExpiresAt is { } end)
        {
            call.Http.Response.Headers["SonarQube-Authentication-Token-Expiration"] = SonarWriter.Date(end);
        }

        return who;
    }

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/api/users/current", call => call.JsonAsync(json => SonarWriter.User(json, call.Who!.Account)));
        routes.Get("/api/v2/analysis/version", call => call.SendAsync(Encoding.UTF8.GetBytes("26.7.0.124771"), "text/plain"));
        routes.Get("/api/components/search_projects", Projects);
        routes.Get("/api/measures/search_history", History);
        routes.Get("/api/qualitygates/project_status", Gate);
        routes.Get("/api/issues/search", Issues);
        routes.Get("/api/alm_settings/get_binding", Binding);
        routes.Get("/api/project_links/search", call => call.JsonAsync(json => SonarWriter.Links(json, Project(call, "projectKey"))));
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal) => refusal.Status == 401
        ? call.SendAsync(default, "application/json", 401)
        : call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteString("msg", refusal.Message);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }, refusal.Status);

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "quality-gates", "qualityGate", _ => company.CodeQuality.Projects.Count);
        truth.Count(Source, "issue-counts", "codeIssueCount", at => 15 * company.CodeQuality.Projects.Count(project => project.Last(at) is not null));
        truth.Count(Source, "measures", "codeMeasure", at => company.CodeQuality.Projects.Sum(project => project.Analyses.Where(analysis => analysis.At <= at).Sum(analysis => analysis.Measures.Count)));
        truth.Sum(Source, "code_issue_count.count", at => company.CodeQuality.Projects.Select(project => project.Last(at)).OfType<Analysis>().Sum(analysis => analysis.Issues.Values.Sum()));
        truth.Topic("quality/coverage", at => company.CodeQuality.Projects.ToDictionary(project => project.Repository.Name, project => project.Last(at)?.Measures.TryGetValue("coverage", out var coverage) == true ? coverage : (double?)null));
        truth.Topic("quality/failed-gates", at => company.CodeQuality.Projects.Where(project => project.Last(at) is { Passed: false }).Select(project => project.Repository.Name).ToArray());
    }

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) =>
        [new("X-Sonar-Webhook-HMAC-SHA256", WebhookHash.HexSha256(secret, webhook.Body.Span))];

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => company.CodeQuality.Projects
        .SelectMany(project => project.Analyses.Select(analysis => (project, analysis)))
        .Where(done => span.Has(done.analysis.At))
        .Select(done => SimulatedWebhook.Of(done.analysis.At, "analysis", json => SonarWriter.Analysed(json, done.project, done.analysis)));

    private Task Projects(VendorCall call)
    {
        call.Only("asc", "f", "facets", "filter", "p", "ps", "s");
        var page = call.NumberedPage(company.CodeQuality.Projects, 100, 500, "p", "ps");
        return page.Offset + page.Size > Listed
            ? throw Refusal.Bad("p", $"can only return the first {Listed} results")
            : call.JsonAsync(json => SonarWriter.Projects(json, page, call.Now));
    }

    private Task History(VendorCall call)
    {
        call.Only("branch", "component", "from", "metrics", "p", "ps", "pullRequest", "to");
        var metrics = (call.Query("metrics") ?? throw Refusal.Bad("metrics", "is missing")).Split(',');
        var (from, to) = (call.Instant("from"), call.Instant("to") ?? call.Now);
        IReadOnlyList<Analysis> analyses = [.. Project(call, "component").Analyses.Where(analysis => analysis.At <= call.Now && analysis.At <= to && !(analysis.At < from))];
        var page = call.NumberedPage(analyses, 100, 1000, "p", "ps");
        return call.JsonAsync(json => SonarWriter.History(json, page, metrics));
    }

    private Task Gate(VendorCall call)
    {
        call.Only("analysisId", "branch", "projectId", "projectKey", "pullRequest");
        var project = Project(call, "projectKey");
        return call.JsonAsync(json => SonarWriter.Gate(json, project.Last(call.Now)));
    }

    private Task Issues(VendorCall call)
    {
        call.Only("projects", "types", "severities", "resolved", "facets", "p", "ps", "s", "asc");
        var project = Project(call, "projects");
        var size = call.Number("ps", 100);
        if (call.Number("p", 1) * size > Listed)
        {
            throw Refusal.Bad("p", $"can return only the first {Listed} results");
        }

        var types = call.Query("types")?.Split(',');
        var counts = (project.Last(call.Now)?.Issues ?? new Dictionary<(string Type, string Severity), int>()).Where(count => types is null || types.Contains(count.Key.Type)).ToList();
        return call.JsonAsync(json => SonarWriter.Issues(json, counts, call.Query("facets")?.Split(',') ?? [], size));
    }

    private Task Binding(VendorCall call)
    {
        var project = Project(call, "project");
        return project.Repository.Forge is Forge.GitLab
            // GitLab's are not bound: only their link tells.
            ? throw new Refusal(404, $"Project '{project.Key}' is not bound to any DevOps Platform")
            : call.JsonAsync(json => SonarWriter.Binding(json, project));
    }

    private CodeProject Project(VendorCall call, string parameter)
    {
        var key = call.Query(parameter) ?? throw Refusal.Bad(parameter, "is missing");
        return company.CodeQuality.Projects.FirstOrDefault(project => project.Key == key) ?? throw Refusal.NotFound(string.Create(CultureInfo.InvariantCulture, $"Component key '{key}' not found"));
    }
}
