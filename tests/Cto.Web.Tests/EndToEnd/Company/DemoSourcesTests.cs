using System.Text.Json;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>The demo company's eleventh story as its sources page tells it: one fails since yesterday, one has a token that ends soon.</summary>
public sealed class DemoSourcesTests(GrantedCompany granted) : IClassFixture<GrantedCompany>
{
    [Fact]
    public async Task It_says_which_source_fails_since_when_and_what_to_do()
    {
        var said = new List<string>();
        var (company, web) = (granted.Web.Company, granted.Web.Web);
        await company.ConnectAsync(web.Address, web.Token, isOther: false, said.Add, TestContext.Current.CancellationToken);
        Assert.Contains("sources are connected and sync in the background", Assert.Single(said), StringComparison.Ordinal);
        using var client = web.Client();
        await Waiting.UntilAsync(async () => (await client.FetchAsync("/api/v1/sources")).EnumerateArray().All(IsSettled));
        var sources = await client.FetchAsync("/api/v1/sources");

        var failing = Assert.Single(sources.EnumerateArray(), source => Text(source, "state") == "failing");
        var fault = failing.GetProperty("fault");
        var yesterday = company.Simulation.Company.Start.UtcDateTime.Date.AddDays(-1);
        Assert.Equal(("SonarQube Mobile", "unauthorized", "SonarQube does not accept the credentials."), (Text(failing, "name"), Text(fault, "kind"), Text(fault, "message")));
        Assert.InRange(fault.GetProperty("since").GetDateTime(), yesterday, yesterday.AddDays(1));
        Assert.Equal((JsonValueKind.Null, 0), (failing.GetProperty("lastSuccessAt").ValueKind, failing.GetProperty("streams").EnumerateObject().Sum(stream => stream.Value.GetProperty("facts").GetInt32())));
        var truth = Assert.Single((await granted.Web.TruthAsync("sources/failing")).EnumerateArray());
        Assert.Equal((Text(failing, "name"), fault.GetProperty("since").GetDateTime()), (Text(truth, "name"), truth.GetProperty("since").GetDateTime()));

        var list = await ReadPage.OpenAsync(granted.Owner.Browser, "/sources");
        var trouble = list.All("section").Single(section => section.Text().Contains("Needs attention", StringComparison.Ordinal));
        var first = trouble.QuerySelector("article")!;
        Assert.Contains("SonarQube Mobile", first.Text(), StringComparison.Ordinal);
        Assert.Contains("SonarQube does not accept the credentials. Give new credentials: these are wrong, expired or revoked. Since", first.Text(), StringComparison.Ordinal);
        var jira = Assert.Single(trouble.QuerySelectorAll("article"), article => article.Text().Contains("Jira", StringComparison.Ordinal));
        Assert.Contains("Its credential expires in 5 days.", jira.Text(), StringComparison.Ordinal);
        var link = Assert.Single(first.QuerySelectorAll("a"), link => link.Text() == "SonarQube Mobile");
        var page = await ReadPage.OpenAsync(granted.Owner.Browser, link.GetAttribute("href")!);
        Assert.Contains("SonarQube does not accept the credentials.", page.Document.GetElementById("source")!.Text(), StringComparison.Ordinal);
    }

    private static bool IsSettled(JsonElement source) => Text(source, "state") == "failing" || source.GetProperty("lastSuccessAt").ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
