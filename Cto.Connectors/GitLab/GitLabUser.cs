using System.Text.Json;

namespace Cto.Connectors.GitLab;

/// <summary>A person or machine; <see langword="null"/> where the account is gone.</summary>
internal sealed class GitLabUser
{
    public long Id { get; set; }
    public string? Username { get; set; }
    public bool? Bot { get; set; }

    // Tokens of groups and projects act as accounts of their own.
    public bool IsBot => Bot == true || (Username is { } name && IsTokenName(name));

    /// <summary>Whether a name is one that GitLab gives to the account of a group's or project's token.</summary>
    public static bool IsTokenName(string username) =>
        (username.StartsWith("project_", StringComparison.Ordinal) || username.StartsWith("group_", StringComparison.Ordinal)) && username.Contains("_bot", StringComparison.Ordinal);
}

/// <summary>What a token is.</summary>
internal sealed class GitLabToken
{
    public string?[]? Scopes { get; set; }

    /// <summary>A day.</summary>
    public string? ExpiresAt { get; set; }
}

/// <summary>GitLab's own words in a refusal; <c>message</c> may be an object.</summary>
internal sealed class GitLabError
{
    public JsonElement? Message { get; set; }
    public string? Error { get; set; }
    public string? ErrorDescription { get; set; }
    public string? Scope { get; set; }
}
