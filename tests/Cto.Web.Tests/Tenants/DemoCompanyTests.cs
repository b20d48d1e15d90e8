using System.Net;
using System.Net.Http.Json;
using Cto.Domain.Sources;
using Cto.Testing;
using Cto.Web.Security.Tokens;
using Cto.Web.Tenants;
using Cto.Web.Tests.EndToEnd;
using Cto.Web.Tests.Endpoints.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Tenants;

public sealed class DemoCompanyTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_demo_is_shown_its_tenant_is_the_first_and_without_it_the_own_one_is()
    {
        var database = await PostgresCluster.Shared.CreateDatabaseAsync(Now);
        string[] tokens = [TokenText.NewToken(), TokenText.NewToken()];

        await using (var shown = await StartAsync(database, tokens[0], demo: true))
        {
            Assert.Equal("Acme (demo)", await CompanyAsync(shown, shown.Token));
            Assert.Equal(HttpStatusCode.Created, await MakeTenantAsync(shown));
            Assert.NotNull(shown.SignInLink);
        }

        await using var left = await StartAsync(database, tokens[1], demo: false);
        Assert.Equal("Another", await CompanyAsync(left, left.Token));
        Assert.Equal("Acme (demo)", await CompanyAsync(left, tokens[0]));
        Assert.Equal(HttpStatusCode.Created, await MakeTenantAsync(left));
    }

    [Fact]
    public async Task Its_sources_are_connected_with_a_token_of_their_own_that_cannot_administer()
    {
        var secret = TokenText.NewToken();
        await using var web = await TestWeb.StartAsync(settings: new Dictionary<string, string> { ["Demo:Enabled"] = "true", ["Demo:Token"] = secret });
        using var client = web.Client(secret);

        var me = await client.FetchAsync("/api/v1/me");

        Assert.Equal(DemoCompany.TenantId, me.GetProperty("tenant").GetProperty("id").GetGuid());
        Assert.Equal(["read", "write", "ingest"], me.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
    }

    [Fact]
    public async Task Its_sources_rest_once_it_is_not_shown_any_more()
    {
        var database = await PostgresCluster.Shared.CreateDatabaseAsync(Now);
        string[] tokens = [TokenText.NewToken(), TokenText.NewToken()];
        string id;
        await using (var shown = await StartAsync(database, tokens[0], demo: true))
        {
            using var company = shown.Client();
            id = (await company.SubmitAsync("/api/v1/sources", new { connector = "board", name = "Board" }, HttpStatusCode.Created)).GetProperty("id").GetString()!;
            await company.SyncedAsync(id);
        }

        await using var left = await StartAsync(database, tokens[1], demo: false);
        using var client = left.Client(tokens[0]);

        await Waiting.UntilAsync(async () => (await client.FetchAsync($"/api/v1/sources/{id}")).GetProperty("state").GetString() == "paused");
    }

    private static Task<TestWeb> StartAsync(string database, string token, bool demo) =>
        TestWeb.StartAsync(
            database, token, new Dictionary<string, string> { ["Demo:Enabled"] = demo ? "true" : "false" }, services => services.AddSingleton<ISourceConnector>(new ActingConnector()));

    private static async Task<string?> CompanyAsync(TestWeb web, string token)
    {
        using var client = web.Client(token);
        return (await client.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("name").GetString();
    }

    private static async Task<HttpStatusCode> MakeTenantAsync(TestWeb web)
    {
        using var client = web.Client();
        using var answer = await client.PostAsJsonAsync("/api/v1/tenants", new { name = "Another" }, Now);
        return answer.StatusCode;
    }
}
