using System.Net;
using System.Text;
using System.Text.Json;

namespace Cto.Web.Tests.Endpoints.Catalogue;

public sealed class CatalogueApiTests
{
    [Fact]
    public async Task A_proposal_is_shown_with_its_reason_and_decided_with_an_entry_in_the_audit()
    {
        var (tenant, _) = await StartAsync();
        using (tenant)
        {
            var view = await tenant.FetchAsync("/api/v1/catalogue");
            var proposal = view.GetProperty("proposals").EnumerateArray().Single(name => name.GetProperty("name").GetString() == "billing-service-eu");
            Assert.Equal(("datadog", "billing-service", "this name holds billing-service"), (Text(proposal, "system"), Text(proposal, "entry"), Text(proposal, "reason")));
            Assert.Contains(view.GetProperty("unmatched").EnumerateArray(), name => Text(name, "name") == "redis");
            var decision = new { kind = "service", system = "datadog", name = "billing-service-eu", entryId = Text(proposal, "entryId"), accepted = true };
            var answer = await tenant.SubmitAsync("/api/v1/catalogue/decisions", new { decisions = new[] { decision, decision with { entryId = Guid.NewGuid().ToString() } } });
            Assert.Equal((1, 1), (answer.GetProperty("done").GetInt32(), answer.GetProperty("unknown").GetInt32()));
            Assert.Contains((await tenant.FetchAsync("/api/v1/audit")).EnumerateArray(), entry => Text(entry, "action") == "catalogue.name-accepted" && Text(entry, "subject") == "billing-service-eu of datadog");
        }
    }

    [Fact]
    public async Task Entries_are_added_changed_and_forgotten()
    {
        var (tenant, _) = await StartAsync();
        using (tenant)
        {
            var made = await tenant.SubmitAsync("/api/v1/catalogue", new { kind = "service", name = "redis", tier = 2, team = "platform" }, HttpStatusCode.Created);
            var id = Text(made, "id");
            await tenant.AskAsync(HttpMethod.Put, $"/api/v1/catalogue/{id}", new { name = "redis-cache", tier = 3 });
            var entry = (await EntriesAsync(tenant)).Single(entry => Text(entry, "id") == id);
            Assert.Equal(("redis-cache", 3, true), (Text(entry, "name"), entry.GetProperty("tier").GetInt32(), entry.GetProperty("pinned").GetBoolean()));
            Assert.Equal("conflict", (await tenant.SubmitAsync("/api/v1/catalogue", new { kind = "service", name = "Redis-Cache" }, HttpStatusCode.Conflict)).Problem());
            await tenant.AskAsync(HttpMethod.Delete, $"/api/v1/catalogue/{id}", null, HttpStatusCode.NoContent);
            Assert.DoesNotContain(await EntriesAsync(tenant), entry => Text(entry, "id") == id);
        }
    }

    [Theory]
    [InlineData("""{"kind":"service","name":""}""")]
    [InlineData("""{"kind":"service","name":"x","tier":4}""")]
    [InlineData("""{"kind":"service","name":"x\u0000"}""")]
    [InlineData("""{"kind":"service","name":"x","repositories":[""]}""")]
    [InlineData("""{"name":"x"}""")]
    public async Task What_makes_no_sense_is_refused(string body)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        Assert.Equal("invalid", (await tenant.SubmitAsync("/api/v1/catalogue", JsonSerializer.Deserialize<JsonElement>(body), HttpStatusCode.UnprocessableEntity)).Problem());
    }

    [Fact]
    public async Task A_Backstage_file_is_imported_and_a_bad_one_refused_with_its_line()
    {
        var (tenant, _) = await StartAsync();
        using (tenant)
        {
            const string Good = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: checkout-service, annotations: {acme.test/tier: '1'}}\nspec: {type: service, owner: payments}\n---\napiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: a}\n";
            var answer = await ImportAsync(tenant, Good, HttpStatusCode.OK);
            Assert.Equal((1, "API"), (answer.GetProperty("imported").GetInt32(), Text(answer.GetProperty("passedOver")[0], "kind")));
            var entry = (await EntriesAsync(tenant)).Single(entry => Text(entry, "name") == "checkout-service");
            Assert.Equal(("payments", 1), (Text(entry, "team"), entry.GetProperty("tier").GetInt32()));
            Assert.Equal("Line 4: 'metadata.name' is needed.", Text(await ImportAsync(tenant, "---\n# Who\n---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {title: x}\n", HttpStatusCode.UnprocessableEntity), "detail"));
        }
    }

    internal static async Task<(HttpClient Tenant, Guid Id)> StartAsync()
    {
        var web = await SharedWeb.GetAsync();
        var tenant = await web.TenantAsync();
        var id = (await tenant.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id").GetGuid();
        await CatalogueCompany.FillAsync(web.Web.Services, id);
        return (tenant, id);
    }

    private static async Task<IReadOnlyList<JsonElement>> EntriesAsync(HttpClient tenant) => [.. (await tenant.FetchAsync("/api/v1/catalogue")).GetProperty("entries").EnumerateArray()];

    private static async Task<JsonElement> ImportAsync(HttpClient tenant, string yaml, HttpStatusCode expected)
    {
        using var body = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        using var answer = await tenant.PostAsync(new Uri("/api/v1/catalogue/import", UriKind.Relative), body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == expected, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
