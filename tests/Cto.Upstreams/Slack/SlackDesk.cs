using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cto.Upstreams.Slack;

/// <summary>What was posted while Slack runs.</summary>
internal sealed class SlackDesk
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<SlackPost>> _posts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SlackImage> _images = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<SlackPost> Posts(string channel) => _posts.GetValueOrDefault(channel) ?? [];

    public SlackPost Post(string channel, string text, JsonElement? metadata, SlackImage? image, DateTimeOffset at)
    {
        var number = Interlocked.Increment(ref _last);
        var post = new SlackPost(string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()}.{number:D6}"), text, metadata, image);
        _posts.AddOrUpdate(channel, [post], (_, known) => [post, .. known]);
        return post;
    }

    /// <summary>An image that is to come; its name and size are known.</summary>
    public SlackImage Expect(string name, int length)
    {
        var image = new SlackImage($"F0ACME{Interlocked.Increment(ref _last):D5}", name, length);
        return _images[image.Id] = image;
    }

    public SlackImage? Image(string id) => _images.GetValueOrDefault(id);

    public object? Tell(string channel) => Posts(channel).Select(post => new
    {
        post.Ts,
        post.Text,
        post.Metadata,
        Image = post.Image is { Content: { } content } image ? new { image.Name, Size = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), Content = $"/slack/_images/{image.Id}" } : null,
    });
}

/// <summary>A message.</summary>
internal sealed record SlackPost(string Ts, string Text, JsonElement? Metadata, SlackImage? Image);

/// <summary>An image; <see cref="Content"/> once it has arrived.</summary>
internal sealed record SlackImage(string Id, string Name, int Length)
{
    public byte[]? Content { get; set; }
}
