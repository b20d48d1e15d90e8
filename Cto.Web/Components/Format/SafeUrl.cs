namespace Cto.Web.Components.Format;

/// <summary>Addresses that came from outside: only web addresses become links.</summary>
public static class SafeUrl
{
    /// <returns>The address, or <see langword="null"/> when it is not an absolute <c>http</c> or <c>https</c> address.</returns>
    public static string? Of(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri.AbsoluteUri : null;
}
