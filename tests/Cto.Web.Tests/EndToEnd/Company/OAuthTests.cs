using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>What people grant at the vendors' pages, and what becomes of it.</summary>
public sealed class OAuthTests(GrantedCompany company) : IClassFixture<GrantedCompany>
{
    public static TheoryData<string> Vendors => [.. CompanyWeb.OAuthVendors];

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_code_that_another_asked_for_is_worth_nothing(string vendor)
    {
        // What another test was granted may still be good (Atlassian revokes nothing), or is just being given back.
        var before = Tokens(vendor).ToList();
        var page = await company.Owner.AskAsync(company.Web.Source(vendor));
        var question = QueryHelpers.ParseQuery(page.Query).ToDictionary(field => field.Key, field => (string?)field.Value);
        Assert.Equal("S256", question["code_challenge_method"]);
        question["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

        var target = await company.Owner.GrantAsync(new(QueryHelpers.AddQueryString(page.GetLeftPart(UriPartial.Path), question)));

        Assert.StartsWith($"/sources/new/{vendor}?attempt=", target, StringComparison.Ordinal);
        var shown = await company.Owner.PageAsync(target);
        Assert.Contains("does not grant access for the code", shown, StringComparison.Ordinal);
        Assert.Contains("Connect again", shown, StringComparison.Ordinal);
        Assert.Empty(Tokens(vendor).Except(before));
        Assert.DoesNotContain(await NamesAsync(), name => name == $"{company.Web.Source(vendor).Name} by OAuth");
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_grant_that_was_taken_back_is_told_and_given_anew_it_goes_on(string vendor)
    {
        var id = await company.Owner.ConnectAsync(company.Web.Source(vendor));
        await company.Client.SyncedAsync(id);
        Assert.True(company.Web.Company.OAuth.RevokeAll(vendor));

        await company.Client.AskAsync(HttpMethod.Post, $"/api/v1/sources/{id}/sync", null, HttpStatusCode.Accepted);
        await Waiting.UntilAsync(async () => (await SourceAsync(id)).GetProperty("state").GetString() == "failing");

        var fault = (await SourceAsync(id)).GetProperty("fault");
        Assert.Equal("unauthorized", fault.GetProperty("kind").GetString());
        Assert.NotEmpty(fault.GetProperty("remedy").GetString()!);
        var page = await company.Owner.PageAsync($"/sources/{id}");
        Assert.Contains(WebUtility.HtmlEncode(fault.GetProperty("message").GetString()!), page, StringComparison.Ordinal);
        Assert.Contains($"/fragments/sources/{id}/authorize", page, StringComparison.Ordinal);

        Assert.Equal(id, await company.Owner.ConnectAgainAsync(id));
        await Waiting.UntilAsync(async () => (await SourceAsync(id)).GetProperty("state").GetString() == "idle");
        await DeleteAsync(id);
    }

    // Atlassian knows no revocation: people end it in their account.
    [Theory]
    [InlineData("github")]
    [InlineData("gitlab")]
    [InlineData("asana")]
    [InlineData("slack")]
    [InlineData("pagerduty")]
    public async Task What_was_granted_ends_with_the_source(string vendor)
    {
        var before = Tokens(vendor).ToList();
        var id = await company.Owner.ConnectAsync(company.Web.Source(vendor));
        var token = Assert.Single(Tokens(vendor).Except(before));

        await DeleteAsync(id);

        await Waiting.UntilAsync(() => Task.FromResult(!Tokens(vendor).Contains(token)));
    }

    private IEnumerable<string> Tokens(string vendor) => company.Web.Company.Simulation.Credentials.Of(vendor).Where(grant => grant.IsOAuth).Select(grant => grant.Token);

    private Task<JsonElement> SourceAsync(string id) => company.Client.FetchAsync($"/api/v1/sources/{id}");

    private async Task<IEnumerable<string?>> NamesAsync() => (await company.Client.FetchAsync("/api/v1/sources")).EnumerateArray().Select(source => source.GetProperty("name").GetString());

    private async Task DeleteAsync(string id)
    {
        await company.Client.AskAsync(HttpMethod.Delete, $"/api/v1/sources/{id}", null, HttpStatusCode.Accepted);
        await company.Client.FetchAsync($"/api/v1/sources/{id}", HttpStatusCode.NotFound);
    }
}
