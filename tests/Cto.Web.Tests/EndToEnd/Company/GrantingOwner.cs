extern alias upstreams;

using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using upstreams::Cto.Upstreams.Vendors;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>The owner of the first company in a browser, who grants at a vendor what its page asks for.</summary>
internal sealed class GrantingOwner : IDisposable
{
    private readonly CompanyWeb _web;

    private GrantingOwner(CompanyWeb web, Browser browser) => (_web, Browser) = (web, browser);

    public Browser Browser { get; }

    public static async Task<GrantingOwner> SignInAsync(CompanyWeb web) => new(web, await web.Web.OwnerByLinkAsync());

    /// <summary>Connects a source by the vendor's page.</summary>
    /// <param name="source">What to connect.</param>
    /// <param name="acting">Whether it may act as well.</param>
    /// <returns>The id of the source.</returns>
    public async Task<string> ConnectAsync(DemoSource source, bool acting = false) => await GrantedAsync(await AskAsync(source, acting));

    /// <summary>Grants access to a source anew.</summary>
    public async Task<string> ConnectAgainAsync(string id) => await GrantedAsync(await AskAsync($"/fragments/sources/{id}/authorize"));

    /// <summary>Fills the form in as the demo is connected by a token, and presses "Connect with …".</summary>
    /// <returns>The vendor's page.</returns>
    public Task<Uri> AskAsync(DemoSource source, bool acting = false) => AskAsync($"/fragments/connect/{source.Connector}",
    [
        ("name", $"{source.Name} by OAuth{(acting ? " to act" : "")}"), ("credential", "oauth"), ("authorize", "true"), ("s.act", acting ? "true" : "false"), .. source.Settings.Select(setting => ($"s.{setting.Key}", setting.Value)),
    ]);

    /// <summary>Grants all that the page asks for, and comes back.</summary>
    /// <returns>Where the browser is sent then, of this site.</returns>
    public async Task<string> GrantAsync(Uri page)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var scopes = QueryHelpers.ParseQuery(page.Query)["scope"].ToString().Split([' ', ',']);
        using var form = new FormUrlEncodedContent([
            new("decision", "approve"), new("person", _web.Company.Simulation.Company.People[0].Email), .. scopes.Select(scope => KeyValuePair.Create("scope", scope)),
        ]);
        using var answer = await http.PostAsync(page, form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var back = await Browser.GetAsync(answer.Headers.Location!.PathAndQuery);
        return back.Headers.Location!.OriginalString;
    }

    /// <summary>A page as the browser has it.</summary>
    public async Task<string> PageAsync(string url)
    {
        using var answer = await Browser.GetAsync(url);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Browser.Dispose();

    private async Task<string> GrantedAsync(Uri page)
    {
        var target = await GrantAsync(page);
        Assert.True(target.Contains("granted=1", StringComparison.Ordinal), $"{target}: {(await PageAsync(target)).Split("role=\"alert\"")[^1]}");
        return target.Split('/', '?')[2];
    }

    private async Task<Uri> AskAsync(string url, params (string Name, string Value)[] fields)
    {
        using var asked = await Browser.PostAsync(url, fields);
        Assert.True(asked.Headers.TryGetValues("HX-Redirect", out var page), await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return new(page.Single());
    }
}
