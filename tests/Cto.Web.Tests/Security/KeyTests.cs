using System.Net;
using System.Security.Cryptography;
using Npgsql;

namespace Cto.Web.Tests.Security;

/// <summary>The key ring stands in Postgres, sealed when there is a master key.</summary>
public sealed class KeyTests
{
    [Fact]
    public async Task A_session_opened_by_one_process_is_known_to_the_next()
    {
        string database;
        using var http = new HttpClientHandler();
        await using (var web = await TestWeb.StartAsync())
        {
            database = web.Database;
            using var browser = web.Browser();
            await browser.GetAsync(new Uri(web.SignInLink!).AbsolutePath);
            http.CookieContainer.Add(new Uri("http://127.0.0.1"), browser.Cookies);
        }

        await using var next = await TestWeb.StartAsync(database);
        using var client = new HttpClient(http) { BaseAddress = next.Address };
        await client.FetchAsync("/api/v1/me");
    }

    [Fact]
    public async Task With_a_master_key_the_ring_cannot_be_read_without_it()
    {
        var key = new Dictionary<string, string> { ["CTO_MASTER_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        await using var web = await TestWeb.StartAsync(settings: key);
        using var browser = web.Browser();
        await browser.GetAsync(new Uri(web.SignInLink!).AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/me")).StatusCode);
        await using var owner = NpgsqlDataSource.Create(web.Database);
        await using var select = owner.CreateCommand("select string_agg(xml, '') from data_protection_key");
        var ring = (string)(await select.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.Contains("<sealed", ring, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", ring, StringComparison.Ordinal);

        await using var same = await TestWeb.StartAsync(web.Database, settings: key);
        using var later = new HttpClient(new HttpClientHandler { CookieContainer = Carry(browser) }) { BaseAddress = same.Address };
        await later.FetchAsync("/api/v1/me");
    }

    private static CookieContainer Carry(Browser browser)
    {
        var cookies = new CookieContainer();
        cookies.Add(new Uri("http://127.0.0.1"), browser.Cookies);
        return cookies;
    }
}
