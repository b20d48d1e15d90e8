using System.Text.Json.Serialization;

namespace Cto.Upstreams.Webhooks;

/// <summary>Who is told what happens at a vendor.</summary>
/// <param name="Vendor">The prefix.</param>
/// <param name="Url">Where to post.</param>
/// <param name="Secret">What deliveries are signed with.</param>
/// <param name="Since">From when on; <see langword="null"/> = from now on.</param>
internal sealed record WebhookSubscription(string Vendor, Uri Url, string Secret, DateTimeOffset? Since);

/// <summary>How far a subscriber was told.</summary>
/// <param name="Vendor">The prefix.</param>
/// <param name="Url">Where it is posted.</param>
/// <param name="Until">Everything that happened by then was posted.</param>
/// <param name="Answers">Status → answers so far; 0 = none came.</param>
internal sealed record WebhookProgress(string Vendor, Uri Url, DateTimeOffset Until, IReadOnlyDictionary<int, int> Answers);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WebhookSubscription))]
internal sealed partial class WebhookJson : JsonSerializerContext;
