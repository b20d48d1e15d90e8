using System.Net;
using Cto.Testing;
using Cto.Web.Security.Tokens;

namespace Cto.Web.Tests.Nodes;

/// <summary>Two nodes start on an empty database.</summary>
public sealed class FirstStartTests
{
    [Fact]
    public async Task Each_nodes_link_opens_until_one_was_used()
    {
        await using var one = await TestWeb.StartAsync();
        await using var other = await TestWeb.StartAsync(one.Database, one.Token);
        var (first, second) = (new Uri(one.SignInLink!).AbsolutePath, new Uri(other.SignInLink!).AbsolutePath);

        // Any node takes any link.
        Assert.Equal("/welcome", await FollowAsync(other, first));
        Assert.Equal("/sign-in?error=link", await FollowAsync(one, second));
        Assert.Equal("/sign-in?error=link", await FollowAsync(one, first));
    }

    [Fact]
    public async Task Once_the_owner_has_a_password_no_link_opens_that_a_node_printed_meanwhile()
    {
        await using var one = await TestWeb.StartAsync();
        using var browser = one.Browser();
        using var followed = await browser.GetAsync(new Uri(one.SignInLink!).AbsolutePath);
        await using var other = await TestWeb.StartAsync(one.Database, one.Token);
        using var welcomed = await browser.PostAsync("/welcome", ("email", SharedWeb.OwnerEmail), ("password", SharedWeb.OwnerPassword));

        Assert.Equal("/sign-in?error=link", await FollowAsync(other, new Uri(other.SignInLink!).AbsolutePath));
    }

    [Fact]
    public async Task Nodes_that_start_at_once_make_one_company_one_owner_and_one_token()
    {
        var database = await PostgresCluster.Shared.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var token = TokenText.NewToken();

        var webs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TestWeb.StartAsync(database, token))));

        using var client = webs[0].Client();
        Assert.Equal(1, (await client.FetchAsync("/api/v1/tenants")).GetArrayLength());
        Assert.Equal(1, (await client.FetchAsync("/api/v1/members")).GetArrayLength());
        Assert.Equal(1, (await client.FetchAsync("/api/v1/tokens")).GetArrayLength());
        foreach (var web in webs)
        {
            await web.DisposeAsync();
        }
    }

    private static async Task<string?> FollowAsync(TestWeb web, string link)
    {
        using var browser = web.Browser();
        using var answer = await browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location?.OriginalString;
    }
}
