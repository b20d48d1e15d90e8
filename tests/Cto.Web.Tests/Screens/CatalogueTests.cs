using Cto.Web.Tests.Endpoints.Catalogue;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>Names of many systems, mapped by hand in a real browser.</summary>
[Collection(OnePage.Name)]
public sealed class CatalogueTests
{
    [Fact]
    public async Task Every_part_fits_and_proposals_are_accepted_rejected_and_mapped_by_hand()
    {
        await using var web = await TestWeb.StartAsync();
        using var owner = await FillAsync(web);
        await using var window = await Chromium.OpenAsync(web.Address, owner);
        var page = window.Page;
        foreach (var part in new[] { "teams", "people", "repositories", "environments", "services" })
        {
            await page.GotoAsync($"/sources/catalogue?show={part}");
            await page.LooksRightAsync($"catalogue-{part}");
        }

        await page.GotoAsync("/sources/catalogue");
        await Expect(page.Locator("tr", new() { HasText = "checkout-service" })).ToContainTextAsync("Checkout Service");

        var proposal = page.Locator("form.name", new() { HasText = "billing-service-eu" });
        await Expect(proposal).ToContainTextAsync("this name holds billing-service");
        await proposal.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(page.Locator("tr", new() { HasText = "billing-service" })).ToContainTextAsync("billing-service-eu");

        await page.Locator("form.name", new() { HasText = "Order Service" }).GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(page.Locator("details.unmatched")).ToContainTextAsync("Order Service");

        var redis = page.Locator("form.name", new() { HasText = "redis" });
        await redis.GetByRole(AriaRole.Button, new() { Name = "Map" }).ClickAsync();
        await Expect(page.Locator(".notice.bad")).ToContainTextAsync("Choose the service");
        await redis.GetByRole(AriaRole.Button, new() { Name = "of its own" }).ClickAsync();
        await Expect(page.Locator("tbody tr", new() { HasText = "redis" })).ToContainTextAsync("edited");

        await page.GetByRole(AriaRole.Button, new() { Name = "Change redis" }).ClickAsync();
        await page.GetByLabel("Tier").SelectOptionAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("tbody tr", new() { HasText = "redis" }).Locator("td").Nth(1)).ToHaveTextAsync("2");
        await Expect(page.Locator("dialog")).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_of_Backstage_is_pasted_and_an_environment_named()
    {
        await using var web = await TestWeb.StartAsync();
        using var owner = await FillAsync(web);
        await using var window = await Chromium.OpenAsync(web.Address, owner);
        var page = window.Page;
        await page.GotoAsync("/sources/catalogue");
        await page.GetByText("Import from Backstage").ClickAsync();
        await page.GetByLabel("Or its text").FillAsync("apiVersion: backstage.io/v1alpha1\nkind: Component\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Expect(page.Locator(".notice.bad")).ToHaveTextAsync("Line 1: 'metadata.name' is needed.");
        await page.GetByLabel("Or its text").FillAsync("apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: fraud-scoring}\nspec: {type: service, owner: payments}\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Expect(page.Locator("tbody tr", new() { HasText = "fraud-scoring" })).ToContainTextAsync("payments");

        await page.GetByRole(AriaRole.Link, new() { Name = "Environments" }).ClickAsync();
        await page.GetByLabel("What staging counts as").SelectOptionAsync("Production");
        await Expect(page.Locator(".notice.good")).ToContainTextAsync("Saved");
        await Expect(page.GetByLabel("What staging counts as")).ToHaveValueAsync("Production");
    }

    /// <returns>The owner, signed in.</returns>
    private static async Task<Browser> FillAsync(TestWeb web)
    {
        using var client = web.Client();
        await CatalogueCompany.FillAsync(web.Services, (await client.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id").GetGuid());
        return await web.OwnerByLinkAsync();
    }
}
