using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Slack;

/// <summary>The methods of Slack that its own description (of 2021, frozen) knows; a test holds each against it.</summary>
[DescribedBy("slack")]
internal interface ISlackApi
{
    [Get("auth.test")]
    Task<SlackIdentity> IdentityAsync(CancellationToken cancellationToken);

    [Get("users.list")]
    Task<SlackUsers> UsersAsync(int limit, string? cursor, CancellationToken cancellationToken);

    [Get("conversations.list")]
    Task<SlackChannels> ChannelsAsync(
        string types, [AliasAs("exclude_archived")] bool withoutArchived, int limit, string? cursor, CancellationToken cancellationToken);

    [Post("chat.postMessage")]
    Task<SlackPosted> PostAsync([Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, object> message, CancellationToken cancellationToken);
}

/// <summary>Methods that are younger than Slack's description, or were cut from the excerpt of it that we hold.</summary>
[NotDescribed("the description is frozen since 2021 and has files.upload only, which Slack has switched off; held against Slack's reference pages by the simulated Slack")]
internal interface ISlackYoungerApi
{
    [Get("conversations.history")]
    Task<SlackHistory> HistoryAsync(
        string channel, [AliasAs("include_all_metadata")] bool withMetadata, int limit, CancellationToken cancellationToken);

    [Get("chat.getPermalink")]
    Task<SlackPermalink> PermalinkAsync(string channel, [AliasAs("message_ts")] string timestamp, CancellationToken cancellationToken);

    [Post("files.getUploadURLExternal")]
    Task<SlackUpload> BeginUploadAsync([Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, object> file, CancellationToken cancellationToken);

    [Post("files.completeUploadExternal")]
    Task<SlackUploaded> CompleteUploadAsync([Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, object> upload, CancellationToken cancellationToken);
}
