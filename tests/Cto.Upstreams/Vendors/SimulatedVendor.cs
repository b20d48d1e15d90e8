using System.Globalization;
using System.Text;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Webhooks;

namespace Cto.Upstreams.Vendors;

/// <summary>One vendor as the company uses it, below a path prefix of its own. Derived classes are found by themselves and made with the company alone.</summary>
internal abstract class SimulatedVendor
{
    /// <summary>The first segment of every path: <c>github</c>.</summary>
    public abstract string Prefix { get; }

    /// <summary>Credentials that are good from the start; at an open vendor none.</summary>
    public abstract IReadOnlyList<Grant> Grants { get; }

    /// <summary>Declares the routes.</summary>
    public abstract void Map(VendorRoutes routes);

    /// <summary>The connections that the demo company makes to it.</summary>
    /// <param name="address">Of the vendor: <c>http://127.0.0.1:5090/github</c>, without a slash at the end.</param>
    public abstract IEnumerable<DemoSource> Sources(string address);

    /// <summary>Says what is true, computed from the world and not by way of the answers.</summary>
    public virtual void Tell(TruthBook truth)
    {
    }

    /// <summary>Who asks; <see langword="null"/> = nobody the vendor knows. By itself it takes <c>Authorization: Bearer</c>, <c>token</c> and <c>Basic</c> (user name and password).</summary>
    public virtual ValueTask<Grant?> AdmitAsync(VendorCall call) => new(Known(call, call.Http.Request.Headers.Authorization.ToString()));

    /// <summary>The limit that a request counts against; <see langword="null"/> = none.</summary>
    public virtual LimitPolicy? Limit(VendorCall call) => null;

    /// <summary>Writes how the limit stands into the headers.</summary>
    public virtual void TellLimit(VendorCall call, LimitState state)
    {
        var headers = call.Http.Response.Headers;
        headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = (state.ResetsAt + call.Skew).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Answers a request that is refused, in the vendor's shape and words.</summary>
    public virtual Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("message", refusal.Message);
        json.WriteEndObject();
    }, refusal.Status);

    /// <summary>What it would have told by webhook in (from, until], in order.</summary>
    public IEnumerable<SimulatedWebhook> Webhooks(DateTimeOffset from, DateTimeOffset until) => Told(new(from, until)).OrderBy(hook => hook.At);

    /// <summary>The headers of a delivery, signature included.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) => [];

    /// <summary>What it tells of that time, in any order.</summary>
    protected virtual IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => [];

    private Grant? Known(VendorCall call, string authorization)
    {
        var (scheme, value) = authorization.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? (authorization[..blank], authorization[(blank + 1)..].Trim()) : (authorization, "");
        switch (scheme.ToLowerInvariant())
        {
            case "bearer" or "token":
                return call.Simulation.Credentials.Find(Prefix, value);
            case "basic":
                var parts = (Encoded(value) ?? "").Split(':', 2);
                return call.Simulation.Credentials.Find(Prefix, parts[0]) is { } grant && grant.Secret == parts.ElementAtOrDefault(1) ? grant : null;
            default:
                return null;
        }
    }

    private static string? Encoded(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
