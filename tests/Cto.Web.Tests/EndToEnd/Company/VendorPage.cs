using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>A vendor's page on which a person grants what is asked for.</summary>
internal sealed class VendorPage(Browser person, Uri address, IHtmlDocument document)
{
    public static async Task<VendorPage> OpenAsync(Browser person, Uri address)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
        return new(person, address, await ReadPage.ParseAsync(answer));
    }

    /// <summary>Whether a scope is asked for.</summary>
    public bool AsksFor(string scope) => Scope(scope) is { IsChecked: true };

    /// <summary>Takes a scope back before deciding.</summary>
    public VendorPage Without(string scope)
    {
        Scope(scope)!.IsChecked = false;
        return this;
    }

    /// <summary>Presses a button, and comes back to the program.</summary>
    public async Task<ReadPage> DecideAsync(string button)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var pressed = Assert.Single(document.QuerySelectorAll("button"), candidate => candidate.Text() == button);
        using var form = new FormUrlEncodedContent(ReadPage.Fields(document.Forms.Single(), pressed).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(address, form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return await ReadPage.OpenAsync(person, answer.Headers.Location!.PathAndQuery);
    }

    private IHtmlInputElement? Scope(string scope) => document.QuerySelectorAll<IHtmlInputElement>("input[name=scope]").SingleOrDefault(input => input.Value == scope);
}
