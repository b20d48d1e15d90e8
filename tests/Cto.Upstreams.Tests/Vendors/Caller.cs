using System.Text.Json;

namespace Cto.Upstreams.Tests.Vendors;

/// <summary>Somebody with a token for GitHub.</summary>
internal sealed class Caller(UpstreamsHost company, string token = "ghp_acmeDemo0000000000000000000000000001") : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = company.Address };

    public void Dispose() => _http.Dispose();

    public Task<HttpResponseMessage> SendAsync(string path, HttpMethod? method = null, string? body = null, string? etag = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Headers = { { "Authorization", $"Bearer {token}" } }, Content = body is null ? null : new StringContent(body) };
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<(HttpResponseMessage Answer, JsonElement Body)> GetAsync(string path)
    {
        var answer = await SendAsync(path);
        return (answer, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    public async Task<string> LinkAsync(string path) => string.Join(", ", (await SendAsync(path)).Headers.GetValues("Link"));
}
