using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
        _key = credentials?.Reveal(Key)?.Trim() ?? "";
        if (_key.Length == 0 || _key.Any(letter => !char.IsAscii(letter) || char.IsWhiteSpace(letter) || char.IsControl(letter)))
        {
            throw new SourceException(SourceFault.Unauthorized, "The user key is missing or contains characters that no key has.");
        }

        LimitKey = $"newrelic:{baseAddress.Authority}/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_key)))}";
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

    public override string? Words(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, NewRelicJson.Default.NewRelicAnswer)?.Errors is { Length: > 0 } errors ? NewRelicErrors.Words(errors) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
