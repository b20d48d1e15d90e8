using Cto.Domain.Sources;

namespace Cto.Connectors.Azure;

/// <summary>The app registration that reads costs, and its secret.</summary>
internal sealed record AzureClient(string Tenant, string Id, Secret Secret)
{
    public const string Kind = "clientSecret";
    public const string TenantId = "tenantId";
    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";

    /// <summary>Tells clients apart without showing a secret.</summary>
    public string Identity => $"{Id}/{AccessToken.Identity(Secret.Reveal())}";

    /// <exception cref="SourceException">A part is missing.</exception>
    public static AzureClient Of(SourceCredentials? credentials) => new(
        Name(credentials, TenantId, "directory (tenant) id"), Name(credentials, ClientId, "application (client) id"), new(Part(credentials, ClientSecret, "client secret")));

    private static string Name(SourceCredentials? credentials, string field, string name) =>
        Part(credentials, field, name) is var part && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.') ? part : throw Missing(name);

    private static string Part(SourceCredentials? credentials, string field, string name) => credentials?.Reveal(field)?.Trim() is { Length: > 0 } part ? part : throw Missing(name);

    private static SourceException Missing(string name) => new(SourceFault.Unauthorized, $"The {name} is missing or cannot be one.");
}
