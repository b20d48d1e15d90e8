using System.Globalization;
using System.Text;
using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Slack;

/// <summary>Files: announced, sent to an address of their own, then posted.</summary>
internal sealed class SlackUploads(IReadOnlyList<SlackRoom> rooms, SlackDesk desk)
{
    public void Map(VendorRoutes routes)
    {
        routes.Post("/api/files.getUploadURLExternal", BeginUploadAsync).Needs("files:write");
        routes.Post("/api/files.completeUploadExternal", CompleteUploadAsync).Needs("files:write");
        routes.Post("/upload/v1/{id}", UploadAsync).Open();
    }

    public static void Write(Utf8JsonWriter json, SlackImage image)
    {
        json.WriteStartObject();
        json.WriteString("id", image.Id);
        json.WriteString("name", image.Name);
        json.WriteString("title", image.Name);
        json.WriteString("permalink", $"https://acme.slack.com/files/{SlackBot.All[0].Id}/{image.Id}/{image.Name}");
        json.WriteEndObject();
    }

    private async Task BeginUploadAsync(VendorCall call)
    {
        var form = await SlackForm.ReadAsync(call);
        if (form.GetValueOrDefault("filename") is not { Length: > 0 } name || !int.TryParse(form.GetValueOrDefault("length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length == 0)
        {
            throw SlackAnswer.Wrong("invalid_arguments");
        }

        var image = desk.Expect(name, length);
        await SlackAnswer.OkAsync(call, json =>
        {
            json.WriteString("upload_url", $"{call.Root}/upload/v1/{image.Id}");
            json.WriteString("file_id", image.Id);
        });
    }

    private async Task UploadAsync(VendorCall call)
    {
        var image = desk.Image(call.Route("id")) ?? throw Refusal.NotFound();
        using var content = new MemoryStream();
        await call.Http.Request.Body.CopyToAsync(content, call.Http.RequestAborted);
        image.Content = content.Length == image.Length ? content.ToArray() : throw SlackAnswer.Wrong("file_size_mismatch");
        await call.SendAsync(Encoding.ASCII.GetBytes($"OK - {image.Length}"), "text/plain");
    }

    private async Task CompleteUploadAsync(VendorCall call)
    {
        var form = await SlackForm.ReadAsync(call);
        var room = SlackRoom.Known(rooms, form.GetValueOrDefault("channel_id"), writing: true);
        var files = SlackForm.Json(form, "files") ?? throw SlackAnswer.Wrong("invalid_arguments");
        var image = desk.Image(files[0].GetProperty("id").GetString()!) is { Content: not null } arrived ? arrived : throw SlackAnswer.Wrong("file_not_found");
        desk.Post(room.Id, form.GetValueOrDefault("initial_comment") ?? "", null, image, call.Now);
        await SlackAnswer.OkAsync(call, json =>
        {
            json.WriteStartArray("files");
            Write(json, image);
            json.WriteEndArray();
        });
    }
}
