using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>Every vendor connected by its form and its own page, as both are read and sent; <c>Screens/ConnectTests</c> does it once in a browser.</summary>
public sealed class ConnectFormTests(GrantedCompany company) : IClassFixture<GrantedCompany>
{
    public static TheoryData<string> Vendors => [.. CompanyWeb.OAuthVendors];

    /// <summary>A scope without which the vendor is hardly worth connecting.</summary>
    public static TheoryData<string, string> Scopes => new()
    {
        { "github", "repo" }, { "gitlab", "read_api" }, { "jira", "read:jira-work" }, { "asana", "tasks:read" }, { "slack", "users:read" }, { "pagerduty", "incidents.read" },
    };

    /// <summary>A scope that is for acting alone.</summary>
    public static TheoryData<string, string> ActingScopes => new()
    {
        { "gitlab", "api" }, { "jira", "write:jira-work" }, { "asana", "tasks:write" }, { "slack", "chat:write" }, { "pagerduty", "incidents.write" },
    };

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task By_OAuth_connected_connected_again_and_removed(string vendor)
    {
        var form = await FormAsync(vendor, $"{vendor} by a click");
        Assert.DoesNotContain(form.All("label"), label => label.Text() == "Client id");

        var granted = await (await AskAsync(form, $"Connect with {Title(vendor)}")).DecideAsync("Authorize");
        Assert.Contains(granted.All("[role=status]"), status => status.Text().Contains("Access is granted", StringComparison.Ordinal));
        Assert.DoesNotContain("code=", granted.Address, StringComparison.Ordinal);

        var again = await (await AskAsync(granted, "Connect again")).DecideAsync("Authorize");
        Assert.Equal(granted.Address, again.Address);

        var removed = await again.PressAsync("Remove this source");
        Assert.Equal("/sources", removed.To?.AbsolutePath);
        var list = await ReadPage.OpenAsync(company.Owner.Browser, "/sources");
        Assert.DoesNotContain(list.All("a"), link => link.Text() == $"{vendor} by a click");
    }

    [Theory]
    [MemberData(nameof(ActingScopes))]
    public async Task Rights_to_act_are_asked_for_once_the_box_is_ticked_and_again_when_connected_again(string vendor, string scope)
    {
        var form = await FormAsync(vendor, $"{vendor} that acts");
        Assert.False(Box(form).IsChecked);
        var asked = await AskAsync(form, $"Connect with {Title(vendor)}");
        Assert.False(asked.AsksFor(scope));

        var back = await asked.DecideAsync("Cancel");
        Box(back).IsChecked = true;
        asked = await AskAsync(back, $"Connect with {Title(vendor)}");
        Assert.True(asked.AsksFor(scope));

        back = await asked.DecideAsync("Cancel");
        Assert.True(Box(back).IsChecked);
        var granted = await (await AskAsync(back, $"Connect with {Title(vendor)}")).DecideAsync("Authorize");
        Assert.Matches("^/sources/[0-9a-f-]{36}", granted.Address);

        Assert.True((await AskAsync(granted, "Connect again")).AsksFor(scope));
    }

    [Fact]
    public async Task Where_one_scope_is_for_both_there_is_nothing_to_choose()
    {
        var form = await FormAsync("github", "One scope");

        Assert.Single(form.All("button"), button => button.Text() == "Connect with GitHub");
        Assert.Empty(form.All("input[name='s.act']"));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Refused_it_is_told_and_what_was_typed_is_still_there(string vendor)
    {
        var form = await FormAsync(vendor, "Code of ours");

        var refused = await (await AskAsync(form, $"Connect with {Title(vendor)}")).DecideAsync("Cancel");

        Assert.Contains($"Access was not granted on {Title(vendor)}'s page", Assert.Single(refused.All("[role=alert]")).Text(), StringComparison.Ordinal);
        Assert.Equal("Code of ours", Value(refused, "f-name"));
        foreach (var (setting, value) in company.Web.Source(vendor).Settings)
        {
            Assert.Equal(value, Value(refused, $"f-{setting}"));
        }
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_scope_that_was_not_granted_is_named(string vendor, string scope)
    {
        var form = await FormAsync(vendor, $"{vendor} in part");

        var page = await (await AskAsync(form, $"Connect with {Title(vendor)}")).Without(scope).DecideAsync("Authorize");

        // Some say it at once, and some when what it is for is read; the form lists all scopes anyway: what counts is what is said to be wrong.
        await Waiting.UntilAsync(async () => (await ReadPage.OpenAsync(company.Owner.Browser, page.Address))
            .All("[role=alert], .notice.bad, .notice.warn").Any(notice => notice.Text().Contains(scope, StringComparison.Ordinal)));
    }

    /// <summary>The form of a vendor, with a name and the settings of the demo filled in.</summary>
    private async Task<ReadPage> FormAsync(string vendor, string name)
    {
        var form = await ReadPage.OpenAsync(company.Owner.Browser, $"/sources/new/{vendor}");
        Type(form, "f-name", name);
        foreach (var (setting, value) in company.Web.Source(vendor).Settings)
        {
            Type(form, $"f-{setting}", value);
        }

        return form;
    }

    /// <summary>Presses a button that leads to the vendor's page.</summary>
    private async Task<VendorPage> AskAsync(ReadPage page, string button)
    {
        var pressed = await page.PressAsync(button);
        Assert.True(pressed.To is not null, pressed.Fragment?.Body?.Text());
        Assert.Equal(company.Web.Company.Address.Authority, pressed.To.Authority);
        return await VendorPage.OpenAsync(company.Owner.Browser, pressed.To);
    }

    private static IHtmlInputElement Box(ReadPage form) => Assert.IsType<IHtmlInputElement>(Assert.Single(form.All("input[type=checkbox][name='s.act']")), exactMatch: false);

    private static void Type(ReadPage form, string id, string value)
    {
        switch (form.Field<IElement>(id))
        {
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case IHtmlSelectElement select:
                select.Value = value;
                break;
            default:
                form.Field<IHtmlInputElement>(id).Value = value;
                break;
        }
    }

    private static string? Value(ReadPage form, string id) => form.Field<IElement>(id) switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        _ => form.Field<IHtmlInputElement>(id).Value,
    };

    private string Title(string vendor) => company.Web.Web.Services.GetRequiredService<IConnectorCatalog>().Find(vendor)!.Descriptor.Title;
}
