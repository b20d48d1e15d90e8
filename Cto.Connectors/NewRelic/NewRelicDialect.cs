using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>How New Relic takes its key and explains refusals that have a status; most come with 200 (<see cref="NewRelicErrors"/>).</summary>
internal sealed class NewRelicDialect : HttpDialect
{
    public const string KeyKind = "userKey";
    public const string Key = "userKey";

    private readonly string _key;

    /// <exception cref="SourceException">The key is missing or is none.</exception>
    public NewRelicDialect(Uri baseAddress, SourceCredentials? credentials)
    {
        _key = AccessToken.Read(credentials, Key);
        LimitKey = AccessToken.LimitKey(Kind, baseAddress, _key);
    }

    public override string Kind => "newrelic";

    public override string Vendor => "New Relic";

    public override string LimitKey { get; }

    // NRQL: 3,000 queries a minute and account; New Relic tells nothing of it in headers.
    public override IReadOnlyList<StatedLimit> Stated { get; } = [new(3_000, TimeSpan.FromMinutes(1))];

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("API-Key", _key);
        return ValueTask.CompletedTask;
    }

    public override string? Words(string body) => JsonText.Read(body, NewRelicJson.Default.NewRelicAnswer)?.Errors is { Length: > 0 } errors ? NewRelicErrors.Words(errors) : null;
}
