namespace Cto.Upstreams.OAuth;

/// <summary>A refused token request, in the words of RFC 6749, 5.2; vendors say it their own way.</summary>
internal sealed class OAuthError(string error, string description, bool refresh = false) : Exception(description)
{
    public string Error { get; } = error;

    /// <summary>It was a refresh and not a code.</summary>
    public bool Refresh { get; } = refresh;
}
