using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Cto.Web.Tests;

/// <summary>A page as a person without a script has it: read by a parser, its forms sent with what stands in them.</summary>
internal sealed class ReadPage
{
    private readonly Browser _browser;

    private ReadPage(Browser browser, string address, HttpStatusCode status, IHtmlDocument document) => (_browser, Address, Status, Document) = (browser, address, status, document);

    /// <summary>Of this site; where redirects have led.</summary>
    public string Address { get; }

    public HttpStatusCode Status { get; }

    public IHtmlDocument Document { get; }

    /// <summary>Opens a page of this site and follows its redirects.</summary>
    public static async Task<ReadPage> OpenAsync(Browser browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return answer.Headers.Location is { } next
            ? await OpenAsync(browser, next.OriginalString)
            : new(browser, address, answer.StatusCode, await ParseAsync(answer));
    }

    public IEnumerable<IElement> All(string selector) => Document.QuerySelectorAll(selector);

    /// <summary>The one element with that id.</summary>
    public T Field<T>(string id)
        where T : class, IElement => Assert.IsType<T>(Document.GetElementById(id), exactMatch: false);

    /// <summary>Presses a button that htmx sends for.</summary>
    public async Task<Pressed> PressAsync(string text)
    {
        var button = Assert.Single(All("button"), button => button.Text() == text);
        using var answer = button.GetAttribute("hx-delete") is { } deleted
            ? await DeleteAsync(deleted)
            : button.GetAttribute("hx-post") is { } posted
                ? await _browser.PostAsync(posted)
                : await SubmitAsync(button);
        return answer.Headers.TryGetValues("HX-Redirect", out var next) ? new(new(_browser.Address, next.Single()), null) : new(null, await ParseAsync(answer));
    }

    /// <summary>What a form sends when one of its buttons is pressed.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(IHtmlFormElement form, IElement pressed)
    {
        foreach (var element in form.Elements.Where(element => element.HasAttribute("name")))
        {
            var value = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio" } choice => choice.IsChecked ? choice.Value : null,
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value,
                IHtmlButtonElement button => button == pressed ? button.Value : null,
                _ => null,
            };
            if (value is not null)
            {
                yield return (element.GetAttribute("name")!, value);
            }
        }
    }

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private Task<HttpResponseMessage> SubmitAsync(IElement button)
    {
        var form = Assert.IsType<IHtmlFormElement>(button.Closest("form"), exactMatch: false);
        return _browser.PostAsync(form.GetAttribute("hx-post")!, [.. Fields(form, button)]);
    }

    private async Task<HttpResponseMessage> DeleteAsync(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(url, UriKind.Relative)) { Headers = { { "RequestVerificationToken", await _browser.TokenAsync() } } };
        return await _browser.SendAsync(request);
    }

    /// <param name="To">Where the browser is sent; <see langword="null"/> when a fragment came back instead.</param>
    internal sealed record Pressed(Uri? To, IHtmlDocument? Fragment);
}

/// <summary>What people read.</summary>
internal static partial class ReadText
{
    /// <summary>The text of an element, its white space as one sees it.</summary>
    public static string Text(this IElement element) => Space().Replace(element.TextContent, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
