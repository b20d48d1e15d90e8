using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>The names of GitLab's credentials.</summary>
internal static class GitLabCredentials
{
    public const string TokenKind = "token";
    public const string Token = OAuthCredential.Token;
    public const string WebhookSecret = "webhookSecret";

    /// <summary>The token, pasted or given by OAuth; <see langword="null"/> where there are no credentials.</summary>
    /// <exception cref="SourceException">It is missing or none.</exception>
    public static string? TokenOf(SourceCredentials? credentials) => credentials is null ? null : AccessToken.Read(credentials);
}
