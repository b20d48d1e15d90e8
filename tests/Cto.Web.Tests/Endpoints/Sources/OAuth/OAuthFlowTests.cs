using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Cto.Web.Tests.Endpoints.Sources.OAuth;

/// <summary>From "Connect with GitHub" to a source, and everything that must not work on the way.</summary>
public sealed class OAuthFlowTests : IAsyncLifetime
{
    private const string Lost = "/sources/new?problem=state";
    private GrantingGitHub _granting = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _granting = await GrantingGitHub.StartAsync();

    public ValueTask DisposeAsync() => _granting.DisposeAsync();

    [Fact]
    public async Task A_person_grants_access_and_the_source_syncs_with_it()
    {
        var asked = await _granting.AskAsync(null, ("c.oauth.webhookSecret", "hook"));
        var question = GrantingGitHub.Fields(asked.Query);
        Assert.Equal(_granting.GitHub.Http.Address + "login/oauth/authorize", asked.GetLeftPart(UriPartial.Path));
        Assert.Equal(("operators-app", "repo read:org", new Uri(_granting.Web.Address, "oauth/callback").AbsoluteUri), (question["client_id"], question["scope"], question["redirect_uri"]));
        _granting.Accepted = "gho_first";

        var target = await _granting.ReturnAsync($"code=c-1&state={question["state"]}");

        Assert.Matches("^/sources/[0-9a-f-]{36}\\?granted=1$", target);
        var redeemed = Assert.Single(_granting.TokenRequests);
        Assert.Equal(("c-1", question["redirect_uri"], "operators-secret"), (redeemed["code"], redeemed["redirect_uri"], redeemed["client_secret"]));
        Assert.Equal(question["code_challenge"], Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(redeemed["code_verifier"]))));
        var source = await _granting.SourceAsync(target.Split('/', '?')[2]);
        Assert.Equal(("Code", "oauth", JsonValueKind.Null), (source.GetProperty("name").GetString(), source.GetProperty("credentialKind").GetString(), Kind(source, "credentialExpiresAt")));
        Assert.Contains("Access is granted", await (await _granting.Owner.GetAsync(target)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_is_good_once()
    {
        var state = GrantingGitHub.State(await _granting.AskAsync());
        await _granting.ReturnAsync($"code=c-1&state={state}");

        Assert.Equal(Lost, await _granting.ReturnAsync($"code=c-2&state={state}"));

        Assert.Single(_granting.TokenRequests);
    }

    [Fact]
    public async Task Two_who_come_with_one_state_make_one_source()
    {
        var state = GrantingGitHub.State(await _granting.AskAsync());

        var targets = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _granting.ReturnAsync($"code=c-1&state={state}")));

        Assert.Single(targets, target => target != Lost);
        Assert.Single(_granting.TokenRequests);
    }

    [Fact]
    public async Task A_forged_answer_changes_nothing()
    {
        await _granting.AskAsync();

        foreach (var query in new[] { "code=c-1&state=forged", "code=c-1", "code=c-1&state=", "error=access_denied", "" })
        {
            Assert.Equal(Lost, await _granting.ReturnAsync(query));
        }

        Assert.Empty(_granting.TokenRequests);
    }

    [Fact]
    public async Task Another_person_cannot_come_back_with_it()
    {
        var state = GrantingGitHub.State(await _granting.AskAsync());
        using var other = await ColleagueAsync();

        Assert.Equal(Lost, await _granting.ReturnAsync($"code=c-1&state={state}", other));
        using var nobody = _granting.Web.Browser();
        Assert.StartsWith("/sign-in?returnUrl=", (await nobody.GetAsync($"/oauth/callback?code=c-1&state={state}")).Headers.Location!.OriginalString, StringComparison.Ordinal);

        // It is still good for whom it was made for.
        Assert.Contains("granted=1", await _granting.ReturnAsync($"code=c-1&state={state}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_ends_after_ten_minutes()
    {
        var state = GrantingGitHub.State(await _granting.AskAsync());
        _granting.Clock.By = TimeSpan.FromMinutes(10.1);

        Assert.Equal(Lost, await _granting.ReturnAsync($"code=c-1&state={state}"));

        Assert.Contains("belongs to no request of yours", await (await _granting.Owner.GetAsync(Lost)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Empty(_granting.TokenRequests);
    }

    [Fact]
    public async Task Who_is_refused_is_told_why_and_finds_what_was_typed()
    {
        using var other = await ColleagueAsync();
        foreach (var (answer, words) in new[]
        {
            ("error=access_denied&error_description=The+user+has+denied", "Access was not granted on GitHub&#x27;s page."),
            ("error=invalid_scope&error_description=No+such+scope", "GitHub did not grant access: No such scope"),
            ("error=%3Cscript%3Ealert(1)%3C/script%3E", "GitHub did not grant access: &lt;script&gt;"),
            ("x=1", "GitHub sent neither a code nor a reason."),
        })
        {
            var target = await _granting.ReturnAsync($"{answer}&state={GrantingGitHub.State(await _granting.AskAsync())}");

            Assert.StartsWith("/sources/new/github?attempt=", target, StringComparison.Ordinal);
            var page = await (await _granting.Owner.GetAsync(target)).Content.ReadAsStringAsync(Token);
            Assert.Contains(words, page, StringComparison.Ordinal);
            Assert.Contains("value=\"acme\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain(words, await (await other.GetAsync(target)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_code_that_GitHub_does_not_take_is_told_in_its_words()
    {
        _granting.Answer = """{"error":"bad_verification_code","error_description":"The code passed is incorrect or expired."}""";

        var target = await _granting.ReturnAsync($"code=c-1&state={GrantingGitHub.State(await _granting.AskAsync())}");

        Assert.Contains("The code passed is incorrect or expired", await (await _granting.Owner.GetAsync(target)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(0, (await _granting.Web.Client().FetchAsync("/api/v1/sources")).GetArrayLength());
    }

    [Fact]
    public async Task What_was_granted_for_nothing_is_given_back()
    {
        _granting.Accepted = "another";

        var target = await _granting.ReturnAsync($"code=c-1&state={GrantingGitHub.State(await _granting.AskAsync())}");

        Assert.Contains("Bad credentials", await (await _granting.Owner.GetAsync(target)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var revoked = Assert.Single(_granting.GitHub.Http.Requests, request => request.Target == "/applications/operators-app/token");
        Assert.Equal(("DELETE", """{"access_token":"gho_first"}"""), (revoked.Method, revoked.Body));
    }

    [Fact]
    public async Task Access_is_granted_anew_and_what_was_typed_stays()
    {
        var id = await _granting.ConnectAsync(("c.oauth.webhookSecret", "hook"));
        await EndToEnd.Waiting.SyncedAsync(_granting.Web.Client(), id);
        _granting.Answer = """{"access_token":"gho_second","scope":"repo","token_type":"bearer"}""";
        _granting.Accepted = "gho_second";
        using var asked = await _granting.Owner.PostAsync($"/fragments/sources/{id}/authorize");
        var again = new Uri(asked.Headers.GetValues("HX-Redirect").Single());

        Assert.Equal($"/sources/{id}?granted=1", await _granting.ReturnAsync($"code=c-2&state={GrantingGitHub.State(again)}"));

        await EndToEnd.Waiting.SyncedAsync(_granting.Web.Client(), id);
        Assert.Equal(HttpStatusCode.Accepted, await DeliverAsync(id, "hook"));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(id, "other"));
    }

    [Fact]
    public async Task A_new_webhook_secret_does_not_cost_what_was_granted()
    {
        var id = await _granting.ConnectAsync(("c.oauth.webhookSecret", "hook"));
        _granting.Accepted = "gho_first";

        await _granting.Web.Client().AskAsync(HttpMethod.Patch, $"/api/v1/sources/{id}", new { credentials = new { kind = "oauth", webhookSecret = "newer" } });

        Assert.Equal(HttpStatusCode.Accepted, await DeliverAsync(id, "newer"));
        await EndToEnd.Waiting.SyncedAsync(_granting.Web.Client(), id);
    }

    [Fact]
    public async Task A_program_cannot_grant_access()
    {
        using var program = _granting.Web.Client();
        using var asked = await program.PostAsync(new Uri("/fragments/connect/github", UriKind.Relative), new FormUrlEncodedContent([new("credential", "oauth")]), Token);
        Assert.False(asked.Headers.Contains("HX-Redirect"));

        var refused = await program.SubmitAsync("/api/v1/sources", new { connector = "github", settings = new { organization = "acme" }, credentials = new { kind = "oauth", webhookSecret = "x" } }, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("browser", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_begins_without_the_proof_that_the_person_asked()
    {
        using var answer = await _granting.Owner.PostWithoutTokenAsync("/fragments/connect/github", ("credential", "oauth"), ("authorize", "true"));

        Assert.False(answer.Headers.Contains("HX-Redirect"));
        Assert.False(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_company_may_bring_an_app_of_its_own()
    {
        await using var granting = await GrantingGitHub.StartAsync(operators: false);
        using (var refused = await granting.PostAsync(granting.Owner, "/fragments/connect/github"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("client secret of your OAuth app", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        var id = await granting.ConnectAsync(("c.oauth.clientId", "our-app"), ("c.oauth.clientSecret", "our-secret"));

        Assert.Equal(("our-app", "our-secret"), (granting.TokenRequests[0]["client_id"], granting.TokenRequests[0]["client_secret"]));
        await granting.Web.Client().AskAsync(HttpMethod.Delete, $"/api/v1/sources/{id}", null, HttpStatusCode.Accepted);
        await EndToEnd.Waiting.UntilAsync(() => Task.FromResult(granting.GitHub.Http.Requests.Any(request => request.Target == "/applications/our-app/token")));
    }

    [Fact]
    public async Task Nothing_secret_is_stored_in_the_open()
    {
        await _granting.AskAsync(null, ("c.oauth.webhookSecret", "hook-in-the-open"));
        await _granting.ConnectAsync(("name", "Second"));
        await using var connection = new NpgsqlConnection(_granting.Web.Database);
        await connection.OpenAsync(Token);
        await using (var become = new NpgsqlCommand("select set_config('cto.tenant', (select id::text from tenant), false)", connection))
        {
            await become.ExecuteScalarAsync(Token);
        }

        await using var command = new NpgsqlCommand("select string_agg(s::text, '') || (select coalesce(string_agg(a::text, ''), '') from source_authorization a) from source s", connection);

        var everything = (string)(await command.ExecuteScalarAsync(Token))!;

        Assert.Contains("Second", everything, StringComparison.Ordinal);
        Assert.Contains("oauth/callback", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes("gho_first")), everything, StringComparison.Ordinal);
        Assert.DoesNotContain("gho_first", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes("hook-in-the-open")), everything, StringComparison.Ordinal);
    }

    private async Task<Browser> ColleagueAsync()
    {
        using var installer = _granting.Web.Client();
        var invited = await installer.SubmitAsync("/api/v1/members", new { email = $"{Guid.NewGuid():N}@example.com", name = "Colleague", role = "admin" }, HttpStatusCode.Created);
        var browser = _granting.Web.Browser();
        await browser.GetAsync(new Uri(invited.GetProperty("signInLink").GetString()!).AbsolutePath);
        return browser;
    }

    private async Task<HttpStatusCode> DeliverAsync(string id, string secret)
    {
        using var client = _granting.Web.Client("");
        var body = Encoding.UTF8.GetBytes("""{"zen":"Keep it logically awesome."}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/webhooks/{id}", UriKind.Relative)) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
        request.Headers.Add("X-GitHub-Event", "ping");
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var answer = await client.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private static JsonValueKind Kind(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ValueKind : JsonValueKind.Null;
}
