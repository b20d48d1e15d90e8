using Cto.Connectors.Http;

namespace Cto.Connectors.Slack;

/// <summary>How Slack takes credentials and counts requests: each method by itself, in a tier that only the documentation tells.</summary>
/// <param name="credentials"><see langword="null"/> for addresses that carry their own right, as those of uploads do.</param>
internal sealed class SlackDialect(Uri baseAddress, SlackCredentials? credentials) : HttpDialect
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public override string Kind => "slack";

    public override string Vendor => "Slack";

    public override string LimitKey { get; } = $"slack:{baseAddress.Authority}/{credentials?.Identity ?? "upload"}";

    public override IReadOnlyList<StatedLimit> Stated { get; } =
    [
        new(20, Minute) { Bucket = "users.list" },
        new(20, Minute) { Bucket = "conversations.list" },
        new(50, Minute) { Bucket = "conversations.history" },
        new(60, Minute) { Bucket = "chat.postMessage" },
        new(20, Minute) { Bucket = "files.getUploadURLExternal" },
        new(20, Minute) { Bucket = "files.completeUploadExternal" },
    ];

    public override string Bucket(HttpRequestMessage request) => request.RequestUri!.OriginalString.Split('?')[0].Split('/')[^1];

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = credentials?.Header;
        return ValueTask.CompletedTask;
    }
}
