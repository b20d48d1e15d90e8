using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Cto.Web.Tests;

/// <summary>Short words for what tests ask of the API.</summary>
internal static class Api
{
    /// <summary>Sends and reads JSON; the status is asserted with the body in the message.</summary>
    public static async Task<JsonElement> AskAsync(this HttpClient client, HttpMethod method, string url, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, new Uri(url, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.ReadAsync(expected);
    }

    public static Task<JsonElement> FetchAsync(this HttpClient client, string url, HttpStatusCode expected = HttpStatusCode.OK) =>
        client.AskAsync(HttpMethod.Get, url, null, expected);

    public static Task<JsonElement> SubmitAsync(this HttpClient client, string url, object? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        client.AskAsync(HttpMethod.Post, url, body, expected);

    /// <summary>Pushes fact lines.</summary>
    public static Task<JsonElement> PushAsync(this HttpClient client, params IEnumerable<object> lines) =>
        client.PushTextAsync(string.Join('\n', lines.Select(line => line as string ?? JsonSerializer.Serialize(line))));

    public static Task<JsonElement> PushTextAsync(this HttpClient client, string body) => client.PushBytesAsync(Encoding.UTF8.GetBytes(body));

    public static async Task<JsonElement> PushBytesAsync(this HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await client.PostAsync(new Uri("/api/v1/facts", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await answer.ReadAsync(HttpStatusCode.OK);
    }

    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode} instead of {(int)expected}: {body}");
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The kind of a problem: the last word of its <c>type</c>.</summary>
    public static string Problem(this JsonElement answer) => answer.GetProperty("type").GetString()!["urn:cto:problem:".Length..];
}
