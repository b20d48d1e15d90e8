using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cto.Upstreams.Faults;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Vendors;

internal sealed partial class VendorCall
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>Something was sent, or the connection was closed.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Answers with JSON as it is written.</summary>
    public async Task JsonAsync(Action<Utf8JsonWriter> write, int status = 200)
    {
        using var body = Write(write);
        await SendAsync(body.Written, Json, status);
    }

    /// <summary>Answers with a value as its source-generated contract writes it.</summary>
    public Task JsonAsync<T>(T value, JsonTypeInfo<T> type, int status = 200) => JsonAsync(json => JsonSerializer.Serialize(json, value, type), status);

    /// <summary>Answers with JSON and its ETag, or with 304 to whoever has it already; 304s are not counted against the limit.</summary>
    public async Task TaggedJsonAsync(Action<Utf8JsonWriter> write)
    {
        using var body = Write(write);
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body.Written.Span))}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            DoNotCount();
            Nothing(StatusCodes.Status304NotModified);
            return;
        }

        await SendAsync(body.Written, Json);
    }

    /// <summary>Answers without a body.</summary>
    public void Nothing(int status = StatusCodes.Status204NoContent)
    {
        http.Response.StatusCode = status;
        IsAnswered = true;
    }

    /// <summary>The body that was sent, before a fault broke it.</summary>
    public ReadOnlyMemory<byte> Sent { get; private set; }

    /// <summary>Sends a body, or what a fault makes of it.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> body, string contentType, int status = 200)
    {
        IsAnswered = true;
        Sent = simulation.Observer is null ? default : body.ToArray();
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = fault?.Kind is FaultKind.WrongType ? "application/octet-stream" : contentType;
        if (fault?.Kind is FaultKind.Garbage && status == 200)
        {
            body = "{\"items\":[{\"id\":\0\u0007 4711,,"u8.ToArray();
        }

        response.ContentLength = body.Length;
        if (fault?.Kind is FaultKind.Cut && body.Length > 0)
        {
            await response.Body.WriteAsync(body[..(body.Length / 2)], http.RequestAborted);
            await response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
            return;
        }

        await response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>Closes the connection.</summary>
    public void Abort()
    {
        IsAnswered = true;
        http.Abort();
    }

    /// <summary>The body of the request as JSON.</summary>
    /// <exception cref="Refusal">It is none.</exception>
    public async Task<JsonElement> BodyAsync()
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new Refusal(400, "Problems parsing JSON");
        }
    }

    private static PooledBuffer Write(Action<Utf8JsonWriter> write)
    {
        var body = new PooledBuffer();
        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true });
        write(json);
        return body;
    }
}
