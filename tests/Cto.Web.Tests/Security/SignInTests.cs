using System.Net;
using Npgsql;

namespace Cto.Web.Tests.Security;

/// <summary>From the one-time link to e-mail and password, and everything that must not work on the way.</summary>
public sealed class SignInTests
{
    private const string Email = "Anna@Example.com";
    private const string Password = "correct horse battery";

    [Fact]
    public async Task The_link_signs_the_owner_in_once_and_then_email_and_password_do()
    {
        await using var web = await TestWeb.StartAsync();
        using var browser = web.Browser();
        var link = new Uri(web.SignInLink!).AbsolutePath;
        await AssertGoesToAsync("/welcome", browser.GetAsync(link));
        await AssertGoesToAsync("/", browser.PostAsync("/welcome", ("email", Email), ("name", "Anna"), ("password", Password)));

        using var late = web.Browser();
        await AssertGoesToAsync("/sign-in?error=link", late.GetAsync(link));
        await AssertGoesToAsync("/sign-in?error=wrong", late.PostAsync("/sign-in", ("email", Email), ("password", "something else")));
        await AssertGoesToAsync("/reports?a=1", late.PostAsync("/sign-in", ("email", Email.ToUpperInvariant()), ("password", Password), ("returnUrl", "/reports?a=1")));
        Assert.Equal(HttpStatusCode.OK, (await late.GetAsync("/api/v1/me")).StatusCode);

        await AssertGoesToAsync("/sign-in", late.PostAsync("/sign-out"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await late.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task A_start_prints_a_link_until_the_owner_has_a_password()
    {
        string database, first;
        await using (var web = await TestWeb.StartAsync())
        {
            (database, first) = (web.Database, new Uri(web.SignInLink!).AbsolutePath);
        }

        await using (var again = await TestWeb.StartAsync(database))
        {
            var second = new Uri(again.SignInLink!).AbsolutePath;
            Assert.NotEqual(first, second);
            using var browser = again.Browser();
            await AssertGoesToAsync("/sign-in?error=link", browser.GetAsync(first));
            await AssertGoesToAsync("/welcome", browser.GetAsync(second));
            await AssertGoesToAsync("/", browser.PostAsync("/welcome", ("email", Email), ("password", Password)));
        }

        await using var third = await TestWeb.StartAsync(database);
        Assert.Null(third.SignInLink);
    }

    [Fact]
    public async Task Secrets_are_stored_only_as_hashes()
    {
        await using var web = await TestWeb.StartAsync();
        using var browser = web.Browser();
        var secret = web.SignInLink!.Split('/')[^1];
        await browser.GetAsync(new Uri(web.SignInLink!).AbsolutePath);
        await browser.PostAsync("/welcome", ("email", Email), ("password", Password));
        await using var owner = NpgsqlDataSource.Create(web.Database);
        foreach (var table in new[] { "app_user", "sign_in_link", "data_protection_key" })
        {
            await using var select = owner.CreateCommand($"select coalesce(string_agg(t::text, ' '), '') from {table} t");
            var rows = (string)(await select.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
            Assert.NotEqual("", rows);
            Assert.DoesNotContain(secret, rows, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, rows, StringComparison.Ordinal);
            Assert.DoesNotContain(web.Token, rows, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_change_of_password_ends_the_other_sessions()
    {
        await using var web = await TestWeb.StartAsync();
        using var here = await OwnerAsync(web);
        using var there = web.Browser();
        await there.PostAsync("/sign-in", ("email", Email), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/api/v1/me")).StatusCode);

        await AssertGoesToAsync("/settings?error=wrong", here.PostAsync("/account/password", ("current", "nope"), ("password", "another good one")));
        await AssertGoesToAsync("/settings?saved=password", here.PostAsync("/account/password", ("current", Password), ("password", "another good one")));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/api/v1/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/api/v1/me")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/a\r\nSet-Cookie: x=1")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/sign-out")]
    [InlineData("")]
    public async Task A_return_address_stays_on_this_site(string returnUrl)
    {
        var web = await SharedWeb.GetAsync();
        using var browser = await web.OwnerAsync();
        var answer = await browser.PostAsync("/sign-in", ("email", SharedWeb.OwnerEmail), ("password", SharedWeb.OwnerPassword), ("returnUrl", returnUrl));
        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "x");
    }

    [Fact]
    public async Task Guessing_is_put_off_and_an_unknown_account_looks_like_a_known_one()
    {
        await using var web = await TestWeb.StartAsync();
        using var owner = await OwnerAsync(web);
        using var guesser = web.Browser();
        for (var guess = 0; guess < 10; guess++)
        {
            await AssertGoesToAsync("/sign-in?error=wrong", guesser.PostAsync("/sign-in", ("email", guess % 2 == 0 ? Email : "nobody@example.com"), ("password", "guess")));
        }

        for (var guess = 0; guess < 5; guess++)
        {
            await AssertGoesToAsync("/sign-in?error=wrong", guesser.PostAsync("/sign-in", ("email", Email), ("password", "guess")));
        }

        await AssertGoesToAsync("/sign-in?error=throttled", guesser.PostAsync("/sign-in", ("email", Email), ("password", Password)));
    }

    [Fact]
    public async Task Poor_credentials_are_refused()
    {
        await using var web = await TestWeb.StartAsync();
        using var browser = web.Browser();
        await browser.GetAsync(new Uri(web.SignInLink!).AbsolutePath);
        foreach (var (email, password, error) in new[]
        {
            ("no-at-sign", "long enough password", "email"),
            ("a@b.example\r\nBcc: x@y.example", "long enough password", "email"),
            ("a@b.example", "short", "password"),
            ("a@b.example", "aaaaaaaaaaaa", "password"),
            ("long@example.com", "Long@example.com", "password"),
        })
        {
            await AssertGoesToAsync($"/welcome?error={error}", browser.PostAsync("/welcome", ("email", email), ("password", password)));
        }
    }

    [Fact]
    public async Task A_post_without_its_antiforgery_token_is_refused()
    {
        var web = await SharedWeb.GetAsync();
        using var browser = await web.OwnerAsync();
        var answer = await browser.PostWithoutTokenAsync("/sign-out");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("urn:cto:problem:forged", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        var web = await SharedWeb.GetAsync();
        using var browser = web.Web.Browser();
        var answer = await browser.PostAsync("/sign-in", ("email", SharedWeb.OwnerEmail), ("password", SharedWeb.OwnerPassword));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), header => header.StartsWith("cto.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        var web = await SharedWeb.GetAsync();
        using var client = web.Web.Client("");
        foreach (var url in new[] { "/health/live", "/api/v1/sources", "/nothing-here" })
        {
            var answer = await client.GetAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken);
            var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(answer.Headers.Contains("Referrer-Policy") && answer.Headers.Contains("Permissions-Policy") && answer.Headers.Contains("Cross-Origin-Opener-Policy"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    private static async Task<Browser> OwnerAsync(TestWeb web)
    {
        var browser = web.Browser();
        await browser.GetAsync(new Uri(web.SignInLink!).AbsolutePath);
        await AssertGoesToAsync("/", browser.PostAsync("/welcome", ("email", Email), ("password", Password)));
        return browser;
    }

    private static async Task AssertGoesToAsync(string url, Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Redirect, url, ""), (answer.StatusCode, answer.Headers.Location?.OriginalString, body));
    }
}
