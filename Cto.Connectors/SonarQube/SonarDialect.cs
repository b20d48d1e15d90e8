using System.Net.Http.Headers;
using System.Text;
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
        var token = AccessToken.Read(credentials, Token);
        // Servers before 10.0 take the token as a user name without password.
        _header = credentials!.Kind == BasicKind ? new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{token}:"))) : new("Bearer", token);
        LimitKey = AccessToken.LimitKey(Kind, baseAddress, token);
    }

    public override string Kind => "sonarqube";

    public override string Vendor => "SonarQube";

    public override string LimitKey { get; }

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _header;
        return ValueTask.CompletedTask;
    }

    public override string? Words(string body) => JsonText.Read(body, SonarJson.Default.SonarRefusal)?.Errors?.FirstOrDefault(error => error?.Msg is { Length: > 0 })?.Msg;
}
