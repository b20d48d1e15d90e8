using System.Net;
using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>How Snyk takes credentials and explains its refusals.</summary>
internal sealed class SnykDialect(Uri baseAddress, SnykCredentials credentials) : HttpDialect
{
    public override string Kind => "snyk";

    public override string Vendor => "Snyk";

    public override string LimitKey { get; } = $"snyk:{baseAddress.Authority}/{credentials.Identity}";

    // Documented and not told in headers: 1,620 requests a minute for a token.
    public override IReadOnlyList<StatedLimit> Stated { get; } = [new(1620, TimeSpan.FromMinutes(1))];

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = credentials.Header;
        return ValueTask.CompletedTask;
    }

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) =>
        response.StatusCode is HttpStatusCode.Forbidden && Words(body) is { } words && words.Contains("entitle", StringComparison.OrdinalIgnoreCase)
            ? new(SourceFault.Forbidden, $"Snyk refuses the request: {HttpFaults.Shorten(words).TrimEnd('.')}.") { Remedy = "The plan of the organisation does not include the API: ask Snyk for one that does." }
            : null;

    public override string? Words(string body)
    {
        try
        {
            var refusal = JsonSerializer.Deserialize(body, SnykJson.Default.SnykRefusal);
            return refusal?.Errors?.OfType<SnykError>().Select(error => error.Detail ?? error.Title).FirstOrDefault(words => words is { Length: > 0 }) ?? refusal?.Message;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
