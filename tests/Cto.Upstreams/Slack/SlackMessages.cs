using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Slack;

/// <summary>What is said in the channels: read and posted.</summary>
internal sealed class SlackMessages(IReadOnlyList<SlackRoom> rooms, SlackDesk desk)
{
    public void Map(VendorRoutes routes)
    {
        routes.Get("/api/conversations.history", History).Needs("channels:history");
        routes.Get("/api/chat.getPermalink", Permalink);
        routes.Post("/api/chat.postMessage", PostAsync).Needs("chat:write");
    }

    private Task History(VendorCall call)
    {
        call.Only("channel", "cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest");
        var posts = desk.Posts(SlackRoom.Known(rooms, call.Query("channel")).Id);
        var page = call.Slice(posts, call.Offset(call.Query("cursor"), "cursor"), call.Number("limit", 100, most: 999));
        return SlackAnswer.OkAsync(call, json =>
        {
            json.WriteStartArray("messages");
            foreach (var post in page.Items)
            {
                Write(json, post, withMetadata: call.Query("include_all_metadata") == "true");
            }

            json.WriteEndArray();
            json.WriteBoolean("has_more", page.HasMore);
        });
    }

    private Task Permalink(VendorCall call)
    {
        var room = SlackRoom.Known(rooms, call.Query("channel"));
        var post = desk.Posts(room.Id).FirstOrDefault(post => post.Ts == call.Query("message_ts")) ?? throw new Refusal(404, "message_not_found") { Parameter = "message_not_found" };
        return SlackAnswer.OkAsync(call, json =>
        {
            json.WriteString("channel", room.Id);
            json.WriteString("permalink", $"https://acme.slack.com/archives/{room.Id}/p{post.Ts.Replace(".", "", StringComparison.Ordinal)}");
        });
    }

    private async Task PostAsync(VendorCall call)
    {
        var form = await SlackForm.ReadAsync(call);
        var room = SlackRoom.Known(rooms, form.GetValueOrDefault("channel"), writing: true);
        var text = form.GetValueOrDefault("text") is { Length: > 0 } given ? given : throw SlackAnswer.Wrong("no_text");
        var post = desk.Post(room.Id, text, SlackForm.Json(form, "metadata"), null, call.Now);
        await SlackAnswer.OkAsync(call, json =>
        {
            json.WriteString("channel", room.Id);
            json.WriteString("ts", post.Ts);
            json.WritePropertyName("message");
            Write(json, post, withMetadata: false);
        });
    }

    private static void Write(Utf8JsonWriter json, SlackPost post, bool withMetadata)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("user", SlackBot.All[0].Id);
        json.WriteString("ts", post.Ts);
        json.WriteString("text", post.Text);
        if (withMetadata && post.Metadata is { } metadata)
        {
            json.WritePropertyName("metadata");
            metadata.WriteTo(json);
        }

        if (post.Image is { } image)
        {
            json.WriteStartArray("files");
            SlackUploads.Write(json, image);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
