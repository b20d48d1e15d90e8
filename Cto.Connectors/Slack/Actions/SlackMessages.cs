using System.Text.Json.Serialization;

namespace Cto.Connectors.Slack;

/// <summary>A message that was posted.</summary>
internal sealed class SlackPosted : SlackAnswer
{
    public string? Channel { get; set; }
    public string? Ts { get; set; }
}

/// <summary>The latest messages of a channel.</summary>
internal sealed class SlackHistory : SlackAnswer
{
    public SlackMessage?[]? Messages { get; set; }
}

/// <summary>A message.</summary>
internal sealed class SlackMessage
{
    public string? Ts { get; set; }
    public SlackEventMetadata? Metadata { get; set; }
    public SlackFile?[]? Files { get; set; }
}

/// <summary>What a program keeps with a message, unseen by people.</summary>
internal sealed record SlackEventMetadata(string? EventType, SlackEventPayload? EventPayload);

/// <summary>The action that a message came of.</summary>
internal sealed record SlackEventPayload([property: JsonPropertyName("action")] string? Action);

/// <summary>A file.</summary>
internal sealed class SlackFile
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Permalink { get; set; }
}

/// <summary>The address of a message.</summary>
internal sealed class SlackPermalink : SlackAnswer
{
    public string? Permalink { get; set; }
}

/// <summary>Where to put the bytes of a file.</summary>
internal sealed class SlackUpload : SlackAnswer
{
    public string? UploadUrl { get; set; }
    public string? FileId { get; set; }
}

/// <summary>Files that were uploaded and shared.</summary>
internal sealed class SlackUploaded : SlackAnswer
{
    public SlackFile?[]? Files { get; set; }
}
