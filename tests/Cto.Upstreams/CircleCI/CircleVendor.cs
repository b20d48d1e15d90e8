using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.CircleCI;

/// <summary>CircleCI's API v2: it builds and deploys <c>search-api</c>, and others of the company use its limit up.</summary>
internal sealed class CircleVendor(Company company) : SimulatedVendor
{
    private const string Source = "CircleCI search-api";
    private const string Token = "CCIPAT_acmeDemo_0000000000000000000000000000000001";

    private readonly CircleProject _project = new(company);

    public override string Prefix => "circleci";

    public override IReadOnlyList<Grant> Grants { get; } = [new(Token, company.Member("Search", 0).GitHub)];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("circleci", Source, new Dictionary<string, string>
        {
            ["baseUrl"] = $"{address}/api/v2",
            ["projects"] = CircleProject.Slug,
            ["deploymentPatterns"] = "deploy-staging=staging, deploy-production",
        })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "acme-circleci-webhooks" },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/api/v2/me", call => call.JsonAsync(json => CircleWriter.User(json, company.Member("Search", 0))));
        routes.Get("/api/v2/pipeline", call => call.Query("org-slug") is "gh/acme" ? Pipelines(call, "org-slug", "mine") : throw Refusal.NotFound("Organization not found"));
        routes.Get("/api/v2/project/{slug}/pipeline", call => call.Route("slug") is CircleProject.Slug or "github/acme/search-api" ? Pipelines(call, "branch") : throw Refusal.NotFound("Project not found"));
        routes.Get("/api/v2/pipeline/{id}", call => call.JsonAsync(json => CircleWriter.Pipeline(json, Known(call), call.Now)));
        routes.Get("/api/v2/pipeline/{id}/workflow", Workflows);
        routes.Get("/api/v2/workflow/{id}/job", Jobs);
    }

    public override ValueTask<Grant?> AdmitAsync(VendorCall call) => new(call.Simulation.Credentials.Find(Prefix, call.Header("Circle-Token")));

    public override LimitPolicy? Limit(VendorCall call) => new("api", 1000, TimeSpan.FromHours(1));

    // From minutes after the start on, others of the account use most of each hour; in the last ten minutes of it there is room to catch up.
    public override void TellLimit(VendorCall call, LimitState state)
    {
        var busy = call.Now - company.Start > TimeSpan.FromMinutes(5) && call.Now.Minute < 50;
        base.TellLimit(call, !busy ? state : state with
        {
            Remaining = Math.Min(state.Remaining, (int)(state.Limit * (1 - TroubledSources.CircleCiUse))),
            ResetsAt = new DateTimeOffset(call.Now.Year, call.Now.Month, call.Now.Day, call.Now.Hour, 50, 0, TimeSpan.Zero),
        });
    }

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "pipelines", "pipelineRun", at => _project.Pipelines.SelectMany(pipeline => pipeline.Workflows).Count(workflow => workflow.CreatedAt <= at));
        truth.Count(Source, "pipelines", "deployment", at => _project.Pipelines.SelectMany(pipeline => pipeline.Workflows).SelectMany(workflow => workflow.Jobs).Count(job => job.IsDeployment && job.StartedAt <= at));
    }

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) =>
    [
        new("circleci-event-type", webhook.Event),
        new("circleci-signature", $"v1={WebhookHash.HexSha256(secret, webhook.Body.Span)}"),
    ];

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => _project.Pipelines
        .SelectMany(pipeline => pipeline.Workflows.Select(workflow => (pipeline, workflow)))
        .Where(run => span.Has(run.workflow.StoppedAt))
        .Select(run => SimulatedWebhook.Of(run.workflow.StoppedAt, "workflow-completed", json => CircleWriter.Completed(json, run.pipeline, run.workflow)));

    private Task Pipelines(VendorCall call, params ReadOnlySpan<string> known)
    {
        call.Only([.. known, "page-token"]);
        var branch = call.Query("branch");
        IReadOnlyList<CirclePipeline> newest = [.. _project.Pipelines.Where(pipeline => pipeline.CreatedAt <= call.Now && (branch is null || pipeline.Run.Branch == branch)).Reverse()];
        // A page begins where the one before ended, though more came in between: tokens name pipelines, not places.
        var after = call.Offset(call.Query("page-token"), "page-token");
        var start = after == 0 ? 0 : newest.TakeWhile(pipeline => pipeline.Run.Number > after).Count();
        var page = call.Slice(newest, start, 20);
        return call.JsonAsync(json => CircleWriter.Page(json, page.Items, CircleWriter.Pipeline, call.Now, page.HasMore && page.Items.Count > 0 ? call.Token(page.Loops ? after : page.Items[^1].Run.Number - 1) : null));
    }

    private Task Workflows(VendorCall call)
    {
        call.Only("page-token");
        IReadOnlyList<CircleWorkflow> workflows = [.. Known(call).Workflows.Where(workflow => workflow.CreatedAt <= call.Now)];
        var page = call.Slice(workflows, call.Offset(call.Query("page-token"), "page-token"), 20);
        return call.JsonAsync(json => CircleWriter.Page(json, page.Items, CircleWriter.Workflow, call.Now, call.NextToken(page)));
    }

    private Task Jobs(VendorCall call)
    {
        call.Only("page-token");
        var workflow = _project.Workflow(call.Route("id")) is { } known && known.CreatedAt <= call.Now ? known : throw Refusal.NotFound("Workflow not found");
        var page = call.Slice(workflow.Jobs, call.Offset(call.Query("page-token"), "page-token"), 20);
        return call.JsonAsync(json => CircleWriter.Page(json, page.Items, CircleWriter.Job, call.Now, call.NextToken(page)));
    }

    private CirclePipeline Known(VendorCall call) => _project.Pipeline(call.Route("id")) is { } known && known.CreatedAt <= call.Now ? known : throw Refusal.NotFound("Pipeline not found");
}
