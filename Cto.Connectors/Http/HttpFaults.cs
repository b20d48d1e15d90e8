using System.Net;
using System.Net.Sockets;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>What a refusal means, in one place for every vendor.</summary>
internal static class HttpFaults
{
    private const int MaxWords = 300;

    /// <summary>The fault of an answer whose status is not a success.</summary>
    public static async Task<SourceException> OfAsync(HttpResponseMessage response, Stream body, HttpDialect dialect, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var text = await BeginningAsync(body, cancellationToken);
        return dialect.Explain(response, text, now) ?? Of(response, dialect.Words(text), dialect.Vendor, now);
    }

    /// <summary>Refuses an answer that is not JSON: login pages and proxies answer 200 with HTML.</summary>
    public static void RequireJson(HttpResponseMessage response)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        // AWS alone writes application/x-amz-json-1.1.
        if (type is null || !(type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/x-amz-json-", StringComparison.OrdinalIgnoreCase)))
        {
            var host = response.RequestMessage!.RequestUri!.Host;
            throw new SourceException(SourceFault.UnexpectedReply, type switch
            {
                null => $"{host} does not say what it answers with, so it is not taken for JSON.",
                "text/html" => $"{host} answered with a web page instead of JSON: a login page or a proxy, perhaps.",
                _ => $"{host} answered with {Shorten(type, 60)} instead of JSON.",
            });
        }
    }

    /// <summary>Why a host did not answer, in words for the person who connected it.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => "its name is not known",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection could be made (is its certificate valid?)",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection could be made",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "it closed the connection",
        HttpRequestException => "the connection failed",
        _ => "it took too long",
    };

    /// <summary>Text from outside, made short enough for a message.</summary>
    public static string Shorten(string text, int length = MaxWords) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…");

    private static SourceException Of(HttpResponseMessage response, string? words, string vendor, DateTimeOffset now)
    {
        var says = words is null ? "." : $": {Shorten(words.TrimEnd('.'))}.";
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new(SourceFault.Unauthorized, $"{vendor} does not accept the credentials{says}"),
            HttpStatusCode.Forbidden => new(SourceFault.Forbidden, $"{vendor} refuses the request{says}"),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(SourceFault.NotFound, $"{vendor} has nothing at {response.RequestMessage!.RequestUri!.AbsolutePath}{says}"),
            HttpStatusCode.TooManyRequests => new(SourceFault.Throttled, $"{vendor} asks us to wait{says}") { RetryAt = RateLimits.RetryAt(response.Headers, now) ?? now.AddMinutes(1) },
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout =>
                new(SourceFault.Unavailable, $"{vendor} cannot answer now ({status}){says}") { RetryAt = RateLimits.RetryAt(response.Headers, now) },
            _ => new(SourceFault.UnexpectedReply, $"{vendor} answered with status {status}{says}"),
        };
    }

    private static async Task<string> BeginningAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
