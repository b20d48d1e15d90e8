using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Collaboration;

namespace Cto.Connectors.Slack;

/// <summary>One page of channels.</summary>
internal sealed class SlackChannels : SlackAnswer
{
    public SlackChannel?[]? Channels { get; set; }
}

/// <summary>A channel, public or private.</summary>
internal sealed class SlackChannel
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public bool? IsArchived { get; set; }
    public bool? IsPrivate { get; set; }
    public SlackTopic? Topic { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? NumMembers { get; set; }

    /// <summary>Seconds since 1970.</summary>
    public long? Created { get; set; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? Updated { get; set; }

    /// <returns><see langword="null"/> for what has no name, as direct messages.</returns>
    public Channel? ToFact(SlackWorkspace workspace) => Id is null || string.IsNullOrEmpty(Name) ? null : new()
    {
        Key = workspace.Channel(Id),
        ChangedAt = Updated is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(Updated.Value) : null,
        Url = workspace.ChannelUrl(Id),
        Name = Name,
        Topic = Topic?.Value is { Length: > 0 } topic ? topic : null,
        Private = IsPrivate == true,
        Archived = IsArchived == true,
        Members = NumMembers,
        CreatedAt = Created is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(Created.Value) : null,
    };
}

/// <summary>What a channel is about.</summary>
internal sealed class SlackTopic
{
    public string? Value { get; set; }
}
