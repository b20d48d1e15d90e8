namespace Cto.Upstreams.Webhooks;

/// <summary>A piece of time of which a vendor tells: (from, until].</summary>
internal readonly record struct WebhookSpan(DateTimeOffset From, DateTimeOffset Until)
{
    public bool Has(DateTimeOffset at) => at > From && at <= Until;
}
