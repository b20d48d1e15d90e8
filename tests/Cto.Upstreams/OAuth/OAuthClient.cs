namespace Cto.Upstreams.OAuth;

/// <summary>An application that is registered at every vendor; its redirect addresses lie on this machine.</summary>
/// <param name="Id">The client id.</param>
/// <param name="Secret">The client secret.</param>
/// <param name="Name">As people see it when they are asked.</param>
/// <param name="TokenLife">How long its access tokens last instead of the vendor's own time; <see langword="null"/> = the vendor's.</param>
internal sealed record OAuthClient(string Id, string Secret, string Name, TimeSpan? TokenLife = null)
{
    public static IReadOnlyList<OAuthClient> All { get; } =
    [
        new("cto-assistant-demo", "demo-client-secret-1f6b", "CTO Assistant"),
        new("cto-assistant-short", "demo-client-secret-77aa", "CTO Assistant (tokens of two minutes)", TimeSpan.FromMinutes(2)),
    ];
}
