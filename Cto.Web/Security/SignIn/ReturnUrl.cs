namespace Cto.Web.Security.SignIn;

/// <summary>Where to go after signing in: a path of this site, whatever was asked for.</summary>
internal static class ReturnUrl
{
    public const string Home = "/";

    /// <summary>The address itself when it is a path of this site; otherwise the home page.</summary>
    public static string Safe(string? url) => IsLocal(url) ? url! : Home;

    /// <summary>Browsers read <c>//host</c>, <c>/\host</c> and a tab in between as another host.</summary>
    private static bool IsLocal(string? url) =>
        url is ['/', ..]
        && url is not ['/', '/' or '\\', ..]
        && url.Length <= 2000
        && !url.Any(c => char.IsControl(c) || c == '\\')
        && !url.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase);
}
