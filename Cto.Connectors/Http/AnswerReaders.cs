using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cto.Connectors.Http;

/// <summary>Reads the body of a successful answer; <see langword="null"/> = there was nothing in it.</summary>
internal delegate ValueTask<T?> AnswerReader<T>(HttpResponseMessage response, Stream body, CancellationToken cancellationToken);

/// <summary>The ways to read an answer.</summary>
internal static class AnswerReaders
{
    public static AnswerReader<T> Json<T>(JsonTypeInfo<T> type) => async (response, body, cancellationToken) =>
    {
        HttpFaults.RequireJson(response);
        return await JsonSerializer.DeserializeAsync(body, type, cancellationToken);
    };

    /// <summary>The bytes as they are, for vendors that answer XML, CSV or files.</summary>
    public static AnswerReader<RawAnswer> Raw { get; } = async (response, body, cancellationToken) =>
    {
        using var buffer = new MemoryStream();
        await body.CopyToAsync(buffer, cancellationToken);
        return new RawAnswer(response.Content.Headers.ContentType?.MediaType, buffer.ToArray());
    };
}

/// <summary>An answer that is not JSON; a route of a typed interface that returns it is not parsed.</summary>
/// <param name="MediaType">As upstream says; <see langword="null"/> when it does not. The caller refuses what it does not expect (a login page is 200 and HTML).</param>
internal sealed record RawAnswer(string? MediaType, byte[] Content);

/// <summary>Marks a route that only reads although it is no GET: it may be repeated after a failure that passes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RepeatableAttribute : Attribute;
