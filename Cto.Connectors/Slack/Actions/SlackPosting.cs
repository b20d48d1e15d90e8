using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Slack.Actions;

/// <summary>Posts a message once: it carries the action's id where people do not see it, and the channel's latest messages are looked at before.</summary>
internal sealed class SlackPosting(SlackSession session, SourceHttpFactory http, AddressGuard guard)
{
    private const string EventType = "cto_assistant_action";

    // Slack's own limit of a text.
    private const int MostText = 40_000;

    public async Task<ActionOutcome> RunAsync(PostMessage action, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(action.Channel, cancellationToken);
        var (there, _) = await OnceOnly.MakeAsync(
            token => FindAsync(channel, action, token),
            token => PostAsync(channel, action, token),
            "Slack took the message",
            "Look into the channel before you post it again; with the scope channels:history a message that is there is found and not posted twice.",
            cancellationToken);
        var link = there.Ts is { } timestamp ? await session.Younger.PermalinkAsync(channel.Id!, timestamp, cancellationToken) : null;
        var image = action.Image is null ? "" : $" with {action.Image.Name}";
        return new($"The message{image} is in #{channel.Name}.", $"#{channel.Name}", link?.Permalink ?? there.Files?.FirstOrDefault()?.Permalink);
    }

    private async Task<SlackMessage> PostAsync(SlackChannel channel, PostMessage action, CancellationToken cancellationToken)
    {
        var text = SlackText.Of(action.Text);
        text = text.Length > MostText ? HttpFaults.Shorten(text, MostText - 1) : text;
        if (action.Image is { } image)
        {
            return await new SlackUploading(session, http, guard).ShareAsync(channel, text, Named(image, action), cancellationToken);
        }

        var posted = session.Sure(
            await session.Api.PostAsync(
                new Dictionary<string, object>
                {
                    ["channel"] = channel.Id!,
                    ["text"] = text,
                    ["mrkdwn"] = "true",
                    ["unfurl_links"] = "false",
                    ["metadata"] = JsonSerializer.Serialize(new(EventType, new(action.Id.ToString())), SlackJson.Default.SlackEventMetadata),
                },
                cancellationToken),
            "The message");
        return new() { Ts = posted.Ts };
    }

    private async Task<SlackMessage?> FindAsync(SlackChannel channel, PostMessage action, CancellationToken cancellationToken)
    {
        var history = await session.Younger.HistoryAsync(channel.Id!, withMetadata: true, limit: 100, cancellationToken);
        if (history.Ok != true && history.Error is "missing_scope" or "not_in_channel" or "no_permission")
        {
            // Not looking is not a reason not to post; that an outcome is unknown is said then.
            return null;
        }

        var id = action.Id.ToString();
        var file = action.Image is { } image ? Named(image, action).Name : null;
        return session.Sure(history, "The channel's messages").Messages?.FirstOrDefault(message =>
            message?.Metadata?.EventPayload?.Action == id || (file is not null && message?.Files?.Any(there => there?.Name == file) == true));
    }

    private async Task<SlackChannel> ChannelAsync(string name, CancellationToken cancellationToken)
    {
        var wanted = name.Trim().TrimStart('#');
        var paging = session.Http.Pages();
        for (string? token = null; ;)
        {
            var page = await PageAsync(token, cancellationToken);
            if (page.Channels?.FirstOrDefault(channel => channel?.Id is not null && (channel.Id == wanted || string.Equals(channel.Name, wanted, StringComparison.OrdinalIgnoreCase))) is { } found)
            {
                return found;
            }

            token = paging.NextToken(page.ResponseMetadata?.NextCursor) ?? throw new SourceException(SourceFault.NotFound, $"Slack has no channel #{HttpFaults.Shorten(wanted, 80)} that the app can see.")
            {
                Remedy = "Check the name; a private channel is seen once the app is invited.",
            };
        }
    }

    private async Task<SlackChannels> PageAsync(string? token, CancellationToken cancellationToken)
    {
        try
        {
            return await session.ChannelsAsync("public_channel,private_channel", withoutArchived: true, token, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden)
        {
            return await session.ChannelsAsync("public_channel", withoutArchived: true, token, cancellationToken);
        }
    }

    // A shared file has no room for the action's id but its name.
    private static ActionFile Named(ActionFile image, PostMessage action) =>
        image with { Name = $"{Path.GetFileNameWithoutExtension(image.Name)}-{action.Id.ToString("N")[..8]}{Path.GetExtension(image.Name)}" };
}
