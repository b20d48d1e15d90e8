using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>How SonarQube takes credentials and explains its refusals.</summary>
internal sealed class SonarDialect : HttpDialect
{
    public const string BearerKind = "token";
    public const string BasicKind = "basic";
    public const string Token = "token";
    public const string WebhookSecret = "webhookSecret";

    private readonly AuthenticationHeaderValue _header;

    /// <exception cref="SourceException">The token is missing or none.</exception>
    public SonarDialect(Uri baseAddress, SourceCredentials? credentials)
    {
        var token = credentials?.Reveal(Token)?.Trim();
        if (string.IsNullOrEmpty(token) || !token.All(char.IsAscii) || token.Any(char.IsWhiteSpace))
        {
            throw new SourceException(SourceFault.Unauthorized, "The token is missing or contains characters that no token has.");
        }

        // Servers before 10.0 take the token as a user name without password.
        _header = credentials!.Kind == BasicKind ? new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{token}:"))) : new("Bearer", token);
        LimitKey = $"sonarqube:{baseAddress.Authority}/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}";
    }

    public override string Kind => "sonarqube";

    public override string Vendor => "SonarQube";

    public override string LimitKey { get; }

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _header;
        return ValueTask.CompletedTask;
    }

    public override string? Words(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SonarJson.Default.SonarRefusal)?.Errors?.FirstOrDefault(error => error?.Msg is { Length: > 0 })?.Msg;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
