using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Demo;

/// <summary>The product's HTTP API, as any script would use it.</summary>
internal sealed class ProductApi : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;

    /// <param name="address">Of the product.</param>
    /// <param name="token">An API token that may write.</param>
    public ProductApi(Uri address, string token)
    {
        _http = new() { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => _http.Dispose();

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<List<ConnectedSource>> SourcesAsync(CancellationToken cancellationToken) =>
        await _http.GetFromJsonAsync<List<ConnectedSource>>(new Uri("api/v1/sources", UriKind.Relative), Web, cancellationToken) ?? [];

    /// <summary>What is posted to connect a source.</summary>
    public static JsonObject NewSource(DemoSource source)
    {
        var request = Request(source);
        request["connector"] = source.Connector;
        return request;
    }

    /// <returns>The new source, or what the product objects.</returns>
    public async Task<(Guid? Id, string? Objection)> ConnectAsync(DemoSource source, bool paused, CancellationToken cancellationToken)
    {
        var request = NewSource(source);
        request["paused"] = paused;
        using var answer = await _http.PostAsJsonAsync("api/v1/sources", request, cancellationToken);
        return answer.IsSuccessStatusCode
            ? ((Guid?)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["id"], null)
            : (null, await ObjectionAsync(answer, cancellationToken));
    }

    /// <summary>Gives a source the settings and credentials wanted.</summary>
    /// <returns>What the product objects; <see langword="null"/> when they are taken.</returns>
    public async Task<string?> ChangeAsync(Guid id, DemoSource source, CancellationToken cancellationToken)
    {
        using var answer = await _http.PatchAsJsonAsync($"api/v1/sources/{id:D}", Request(source), cancellationToken);
        return await ObjectionAsync(answer, cancellationToken);
    }

    public async Task PauseAsync(Guid id, CancellationToken cancellationToken) =>
        (await _http.PostAsync(new Uri($"api/v1/sources/{id:D}/pause", UriKind.Relative), null, cancellationToken)).Dispose();

    public async Task ResumeAsync(Guid id, CancellationToken cancellationToken) =>
        (await _http.PostAsync(new Uri($"api/v1/sources/{id:D}/resume", UriKind.Relative), null, cancellationToken)).Dispose();

    public async Task SyncAsync(Guid id, CancellationToken cancellationToken) =>
        (await _http.PostAsync(new Uri($"api/v1/sources/{id:D}/sync", UriKind.Relative), null, cancellationToken)).Dispose();

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        (await _http.DeleteAsync(new Uri($"api/v1/sources/{id:D}", UriKind.Relative), cancellationToken)).Dispose();

    /// <summary>Gives facts, one a line.</summary>
    /// <returns>What the product objects; <see langword="null"/> when all are taken.</returns>
    public async Task<string?> PushAsync(IEnumerable<JsonObject> facts, CancellationToken cancellationToken)
    {
        using var lines = new StringContent(string.Concat(facts.Select(fact => fact.ToJsonString() + "\n")), Encoding.UTF8, "application/x-ndjson");
        using var answer = await _http.PostAsync(new Uri("api/v1/facts", UriKind.Relative), lines, cancellationToken);
        return await ObjectionAsync(answer, cancellationToken)
            ?? (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["rejected"]?.AsArray().FirstOrDefault()?["error"];
    }

    private static JsonObject Request(DemoSource source)
    {
        var request = new JsonObject { ["name"] = source.Name, ["settings"] = JsonSerializer.SerializeToNode(source.Settings, Web) };
        if (source.CredentialKind is { } kind)
        {
            var credentials = JsonSerializer.SerializeToNode(source.Credentials, Web)!.AsObject();
            credentials["kind"] = kind;
            request["credentials"] = credentials;
        }

        return request;
    }

    private static async Task<string?> ObjectionAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        answer.IsSuccessStatusCode ? null : (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["detail"] ?? $"status {(int)answer.StatusCode}";
}

/// <summary>A source as the product lists it.</summary>
internal sealed record ConnectedSource(Guid Id, string Connector, string Name, string State, Dictionary<string, string> Settings);
