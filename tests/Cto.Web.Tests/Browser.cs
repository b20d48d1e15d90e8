using System.Net;
using Cto.Testing;

namespace Cto.Web.Tests;

/// <summary>What a browser does, step by step: keeps cookies, sends forms with their antiforgery token, shows redirects instead of following them.</summary>
public sealed class Browser : IDisposable
{
    private readonly CookieContainer _cookies;
    private readonly HttpClient _http;

    public Browser(Uri address)
        : this(address, new())
    {
    }

    private Browser(Uri address, CookieContainer cookies)
    {
        (Address, _cookies) = (address, cookies);
        _http = new(new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Patience.Limit };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public Uri Address { get; }

    /// <summary>The same browser as another node sees it: whoever spreads requests over the nodes has one name for all.</summary>
    public Browser At(Uri node) => new(node, _cookies);

    public CookieCollection Cookies => _cookies.GetCookies(Address);

    public Task<HttpResponseMessage> GetAsync(string url) => _http.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Posts a form as the page at <c>/antiforgery</c> would let it.</summary>
    public async Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] fields)
    {
        var token = await TokenAsync();
        return await PostWithoutTokenAsync(url, [.. fields, ("__RequestVerificationToken", token)]);
    }

    public Task<HttpResponseMessage> PostWithoutTokenAsync(string url, params (string Name, string Value)[] fields) => _http.PostAsync(
        new Uri(url, UriKind.Relative),
        new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        TestContext.Current.CancellationToken);

    /// <summary>The antiforgery token for whoever is signed in.</summary>
    public async Task<string> TokenAsync() => await _http.GetStringAsync(new Uri("/account/antiforgery", UriKind.Relative), TestContext.Current.CancellationToken);

    public void Dispose() => _http.Dispose();
}
