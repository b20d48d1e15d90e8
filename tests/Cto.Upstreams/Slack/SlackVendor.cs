using System.Globalization;
using System.Text;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Slack;

/// <summary>The company's Slack workspace: every answer has status 200 and says in its body whether it is one.</summary>
internal sealed class SlackVendor : SimulatedVendor
{
    private const string Source = "Slack acme";
    private const string Token = "xoxb-acmeDemo-000000000001";

    private readonly Company _company;
    private readonly IReadOnlyList<SlackRoom> _rooms;
    private readonly SlackHooks _hooks;
    private readonly SlackDesk _desk = new();

    public SlackVendor(Company company)
    {
        _company = company;
        _rooms = SlackRoom.Of(company);
        _hooks = new(company, _rooms);
        Grants =
        [
            new(Token, SlackBot.All[0].Id, "users:read", "users:read.email", "channels:read", "groups:read", "chat:write", "files:write", "channels:history", "groups:history"),
            new("xoxb-acmeDemoNarrow-000000000001", SlackBot.All[0].Id, "channels:read"),
        ];
    }

    public override string Prefix => "slack";

    public override IReadOnlyList<Grant> Grants { get; }

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("slack", Source, new Dictionary<string, string> { ["baseUrl"] = $"{address}/api", ["oauthUrl"] = address })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "slack-signing-secret" },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        new SlackWorkspace(_company, _rooms).Map(routes);
        new SlackMessages(_rooms, _desk).Map(routes);
        new SlackUploads(_rooms, _desk).Map(routes);
        routes.Get("/_images/{id}", call => _desk.Image(call.Route("id")) is { Content: { } content } ? call.SendAsync(content, "image/png") : throw Refusal.NotFound()).Open();
    }

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "users", "person", _ => _company.People.Count);
        truth.Count(Source, "users", "account", _ => _company.People.Count + SlackBot.All.Count);
        truth.Count(Source, "channels", "channel", _ => _rooms.Count);
        truth.Topic("slack/left", at => _company.People.Where(person => person.LeftAt <= at).Select(person => person.Name));
        truth.Topics("slack/messages/", (name, _) => _rooms.FirstOrDefault(room => room.Name == name) is { } room ? _desk.Tell(room.Id) : null);
    }

    // Each method has a tier of its own.
    public override LimitPolicy? Limit(VendorCall call)
    {
        var method = call.Http.Request.Path.Value!.Split('/')[^1];
        return new(method, method is "users.list" or "conversations.list" or "files.getUploadURLExternal" or "files.completeUploadExternal" ? 20 : 50, TimeSpan.FromMinutes(1));
    }

    public override void TellLimit(VendorCall call, LimitState state)
    {
        if (state.Exceeded)
        {
            call.Http.Response.Headers.RetryAfter = Math.Max(1, (int)(state.ResetsAt - call.Now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    // Only limits and broken servers have a status of their own.
    public override Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", false);
        json.WriteString("error", refusal switch
        {
            { Scopes.Count: > 0 } => "missing_scope",
            { Status: 401, Expired: true } => "token_expired",
            { Status: 401 } => "invalid_auth",
            { Status: 403 } => "access_denied",
            { Status: 404, Parameter: null } => "unknown_method",
            { Status: 409 } => "conflict",
            { Status: 429 } => "ratelimited",
            { Status: >= 500 } => "internal_error",
            { Parameter: "cursor" } => "invalid_cursor",
            { Parameter: { } parameter } => parameter,
            _ => "invalid_arguments",
        });
        if (refusal.Scopes.Count > 0)
        {
            json.WriteString("needed", refusal.Scopes[0]);
            json.WriteString("provided", string.Join(',', call.Who!.Scopes));
        }

        json.WriteEndObject();
    }, refusal.Status is 429 or >= 500 || (refusal.Status is 404 or 409 && refusal.Parameter is null) ? refusal.Status : StatusCodes.Status200OK);

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"v0:{timestamp}:"), .. webhook.Body.Span];
        yield return new("X-Slack-Request-Timestamp", timestamp);
        yield return new("X-Slack-Signature", $"v0={WebhookHash.HexSha256(secret, signed)}");
    }

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => _hooks.In(span);
}
