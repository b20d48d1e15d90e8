using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Slack.Actions;

/// <summary>Shares an image with a message: ask for an address, put the bytes there, say where it goes.</summary>
internal sealed class SlackUploading(SlackSession session, SourceHttpFactory http, AddressGuard guard)
{
    public async Task<SlackMessage> ShareAsync(SlackChannel channel, string text, ActionFile image, CancellationToken cancellationToken)
    {
        var upload = session.Sure(
            await session.Younger.BeginUploadAsync(
                new Dictionary<string, object> { ["filename"] = image.Name, ["length"] = image.Content.Length.ToString(CultureInfo.InvariantCulture) },
                cancellationToken),
            "The image");
        await PutAsync(Address(upload.UploadUrl), image, cancellationToken);
        var shared = session.Sure(
            await session.Younger.CompleteUploadAsync(
                new Dictionary<string, object>
                {
                    ["files"] = new JsonArray(new JsonObject { ["id"] = upload.FileId, ["title"] = image.Name }).ToJsonString(),
                    ["channel_id"] = channel.Id!,
                    ["initial_comment"] = text,
                },
                cancellationToken),
            "The image");
        // The message that shows it is made by Slack a moment later and not told here; the file's own address is.
        return new() { Files = shared.Files };
    }

    private async Task PutAsync(Uri address, ActionFile image, CancellationToken cancellationToken)
    {
        var call = new SourceCall(HttpMethod.Post, "upload", () => new(HttpMethod.Post, address)
        {
            Content = new ReadOnlyMemoryContent(image.Content) { Headers = { ContentType = new MediaTypeHeaderValue(image.MediaType) } },
        });
        var host = new Uri(address.GetLeftPart(UriPartial.Authority) + "/");
        // The address carries its own right: the token stays here.
        await http.Open(host, new SlackDialect(host, credentials: null)).SendAsync(call, AnswerReaders.Raw, cancellationToken);
    }

    private Uri Address(string? text)
    {
        var home = session.Settings.BaseAddress;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (Paging.IsSameOrigin(home, address) || (home.Host == "slack.com" && address.Host.EndsWith(".slack.com", StringComparison.OrdinalIgnoreCase)))
            && guard.Parse(address.GetLeftPart(UriPartial.Authority)) is not null
            ? address
            : throw new SourceException(SourceFault.UnexpectedReply, "Slack wants the image at an address that is not its own.");
    }
}
