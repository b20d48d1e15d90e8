using System.Text.Json.Serialization;

namespace Cto.Upstreams.Webhooks;

/// <summary>Who is told what happens at a vendor.</summary>
/// <param name="Vendor">The prefix.</param>
/// <param name="Url">Where to post.</param>
/// <param name="Secret">What deliveries are signed with.</param>
/// <param name="Since">From when on; <see langword="null"/> = from now on.</param>
internal sealed record WebhookSubscription(string Vendor, Uri Url, string Secret, DateTimeOffset? Since);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WebhookSubscription))]
internal sealed partial class WebhookJson : JsonSerializerContext;
