using System.Net;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Asana;

/// <summary>How Asana takes credentials, counts requests and explains its refusals.</summary>
internal sealed class AsanaDialect(AsanaSettings settings, AsanaCredentials credentials) : HttpDialect
{
    public override string Kind => "asana";

    public override string Vendor => "Asana";

    public override string LimitKey { get; } = $"asana:{settings.BaseAddress.Authority}/{credentials.Identity}";

    public override IReadOnlyList<StatedLimit> Stated { get; } = [new(settings.Requests, TimeSpan.FromMinutes(1))];

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = credentials.Header;
        return ValueTask.CompletedTask;
    }

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        var words = Words(body) is { } said ? $": {HttpFaults.Shorten(said).TrimEnd('.')}" : "";
        return response.StatusCode switch
        {
            HttpStatusCode.PaymentRequired => new(SourceFault.Forbidden, $"Asana's plan of this workspace does not include it{words}."),
            HttpStatusCode.BadRequest => new(SourceFault.InvalidSettings, $"Asana does not take the request{words}."),
            HttpStatusCode.Forbidden when words.Contains("scope", StringComparison.OrdinalIgnoreCase) => new(SourceFault.Forbidden, $"The token lacks a scope for {response.RequestMessage!.RequestUri!.AbsolutePath}{words}.")
            {
                Remedy = $"Connect again and grant {string.Join(", ", AsanaDescriptor.Scopes.Select(scope => scope.Scope))}.",
            },
            _ => null,
        };
    }

    public override string? Words(string body) =>
        JsonText.Read(body, AsanaJson.Default.AsanaErrors)?.Errors?.Select(error => error?.Message).OfType<string>().FirstOrDefault();
}
