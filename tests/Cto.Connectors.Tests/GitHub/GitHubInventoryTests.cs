using Cto.Connectors.GitHub;
using Cto.Domain.Catalogue;
using Cto.Domain.Governance;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubInventoryTests
{
    [Fact]
    public async Task Members_have_a_role_a_second_factor_and_the_name_of_their_profile()
    {
        await using var github = await OrganizationAsync();

        var accounts = (await PullAsync(github, GitHubStreams.Members)).Facts().OfType<Account>().ToDictionary(account => account.Login);

        Assert.Equal(("admin", true, true, "ada@acme.test"), (accounts["ada"].Role, accounts["ada"].Privileged, accounts["ada"].Mfa, accounts["ada"].Email));
        Assert.Equal(("member", false, false), (accounts["bob"].Role, accounts["bob"].Privileged, accounts["bob"].Mfa));
        Assert.Equal(("outside collaborator", null), (accounts["eve"].Role, accounts["eve"].Mfa));
    }

    [Fact]
    public async Task A_team_names_its_members_by_address_where_one_is_known()
    {
        await using var github = await OrganizationAsync();

        var team = Assert.Single((await PullAsync(github, GitHubStreams.Members)).Facts().OfType<Team>());

        Assert.Equal(("Payments", "ada@acme.test bob"), (team.Name, string.Join(' ', team.Members!)));
    }

    [Fact]
    public async Task Who_left_is_told_as_deleted_and_profiles_are_asked_for_once()
    {
        await using var github = await OrganizationAsync();
        var clock = new StandingClock(Connectors.Today);
        var first = await PullAsync(github, GitHubStreams.Members, clock: clock);
        github.Http.Forget();
        var soon = await PullAsync(github, GitHubStreams.Members, first.Cursor(), clock);
        Assert.Empty(github.Http.Requests);

        clock.Now += TimeSpan.FromHours(1);
        github.Members("member", () => []);
        var later = await PullAsync(github, GitHubStreams.Members, first.Cursor(), clock);

        Assert.Empty(soon.Facts());
        Assert.Equal(AccountStatus.Deleted, later.Facts().OfType<Account>().Single(account => account.Login == "bob").Status);
        Assert.Equal(0, github.Count("/users/"));
    }

    [Fact]
    public async Task Without_the_scope_nobody_is_held_for_gone_until_it_is_there_again()
    {
        await using var github = await OrganizationAsync();
        var clock = new StandingClock(Connectors.Today);
        var first = await PullAsync(github, GitHubStreams.Members, clock: clock);
        clock.Now += TimeSpan.FromHours(1);
        github.Headers["X-OAuth-Scopes"] = "repo";
        github.Members("member", () => []);

        var second = await PullAsync(github, GitHubStreams.Members, first.Cursor(), clock);

        Assert.DoesNotContain(second.Facts().OfType<Account>(), account => account.Status is AccountStatus.Deleted);
        Assert.Contains("read:org", second.SelectMany(page => page.Warnings).First(), StringComparison.Ordinal);

        // With the scope again, who left meanwhile is still known.
        clock.Now += TimeSpan.FromHours(1);
        github.Headers["X-OAuth-Scopes"] = "repo, read:org";
        var third = await PullAsync(github, GitHubStreams.Members, second.Cursor(), clock);
        Assert.Equal("bob", Assert.Single(third.Facts().OfType<Account>(), account => account.Status is AccountStatus.Deleted).Login);
    }

    [Fact]
    public async Task Who_lacks_a_second_factor_is_unknown_to_those_who_own_nothing()
    {
        await using var github = await OrganizationAsync();
        github.Misbehave = async context =>
        {
            if (context.Request.Query["filter"] != "2fa_disabled")
            {
                return await github.AnswerMembersAsync(context);
            }

            context.Response.StatusCode = 422;
            await context.Response.WriteAsJsonAsync(new { message = "Only owners can use this filter." });
            return true;
        };

        var pages = await PullAsync(github, GitHubStreams.Members);

        Assert.All(pages.Facts().OfType<Account>(), account => Assert.Null(account.Mfa));
        Assert.Contains("second factor", Assert.Single(pages.SelectMany(page => page.Warnings)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stack_is_languages_and_packages_and_what_is_no_longer_used_is_withdrawn()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.Document("/repos/acme/shop/languages", new Dictionary<string, long> { ["C#"] = 120_000, ["TypeScript"] = 9_000 });
        Bill(github, "pkg:github/acme/shop@main", "pkg:npm/%40acme/ui@1.2.3", "pkg:maven/org.slf4j/slf4j-api@%5E2.0");
        var first = await PullAsync(github, GitHubStreams.Stack);
        var unchanged = await PullAsync(github, GitHubStreams.Stack, first.Cursor());
        github.Repositories[0]["pushed_at"] = StubGitHub.At(500);
        Bill(github, "pkg:npm/%40acme/ui@1.2.4");
        var second = await PullAsync(github, GitHubStreams.Stack, first.Cursor());

        Assert.Equal("120000", Assert.Single(first.Facts().OfType<Repository>()).Languages!["C#"]);
        Assert.Equal(
            [("npm", "@acme/ui", "1.2.3", "pkg:npm/%40acme/ui@1.2.3"), ("Maven", "org.slf4j:slf4j-api", null, "pkg:maven/org.slf4j/slf4j-api")],
            first.Facts().OfType<Component>().Select(component => (component.Ecosystem, component.Name, component.Version, component.Package)));
        Assert.Empty(unchanged.Facts());
        Assert.Equal("1.2.4", Assert.Single(second.Facts().OfType<Component>()).Version);
        Assert.Equal(first.Facts().OfType<Component>().Select(component => component.Key).Order(), second.SelectMany(page => page.Withdrawn).Select(gone => gone.Key).Order());
    }

    [Fact]
    public async Task A_repository_tells_its_catalogue_file_none_is_empty_and_one_that_may_not_be_seen_is_unknown()
    {
        await using var github = await StubGitHub.StartAsync("shop", "site", "vault");
        // GitHub breaks the lines of what it encodes.
        var content = string.Concat(Convert.ToBase64String("kind: Component\nmetadata: {name: café}\n"u8).Chunk(20).Select(line => $"{new string(line)}\n"));
        github.Document("/repos/acme/shop/contents/catalog-info.yaml", new { encoding = "base64", content });
        github.Misbehave = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/acme/vault/contents/catalog-info.yaml", StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.StatusCode = 403;
            await context.Response.WriteAsJsonAsync(new { message = "Resource not accessible by personal access token" }, TestContext.Current.CancellationToken);
            return true;
        };

        var first = await PullAsync(github, GitHubStreams.Stack);
        github.Http.Forget();
        var unchanged = await PullAsync(github, GitHubStreams.Stack, first.Cursor());

        var files = first.Facts().OfType<Repository>().ToDictionary(repository => repository.Name, repository => repository.CatalogInfo);
        Assert.Equal(("kind: Component\nmetadata: {name: café}\n", "", null), (files["acme/shop"], files["acme/site"], files["acme/vault"]));
        Assert.Empty(unchanged.Facts());
        Assert.Equal(0, github.Count("/contents/"));
    }

    private static void Bill(StubGitHub github, params string[] purls) => github.Document("/repos/acme/shop/dependency-graph/sbom", new
    {
        sbom = new { packages = purls.Select(purl => new Dictionary<string, object> { ["externalRefs"] = new[] { new Dictionary<string, string> { ["referenceLocator"] = purl } } }) },
    });

    private static async Task<StubGitHub> OrganizationAsync()
    {
        var github = await StubGitHub.StartAsync("shop");
        github.Misbehave = github.AnswerMembersAsync;
        github.Members("admin", () => [User(1, "ada")]);
        github.Members("member", () => [User(2, "bob")]);
        github.Members("2fa_disabled", () => [User(2, "bob")]);
        github.List("/orgs/acme/outside_collaborators", User(3, "eve"));
        github.List("/orgs/acme/teams", StubGitHub.Node(new { id = 9, name = "Payments", slug = "payments" }));
        github.List("/orgs/acme/teams/payments/members", User(1, "ada"), User(2, "bob"));
        github.Document("/users/ada", new { id = 1, login = "ada", name = "Ada", email = "Ada@acme.test" });
        return github;
    }

    private static System.Text.Json.Nodes.JsonObject User(int id, string login) => StubGitHub.Node(new { id, login, type = "User" });

    private static async Task<IReadOnlyList<FactPage>> PullAsync(StubGitHub github, string stream, string? cursor = null, TimeProvider? clock = null)
    {
        await using var services = Connectors.Start(clock);
        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), stream, cursor);
        Assert.Null(fault);
        return pages;
    }
}

/// <summary>The members of the stub's organisation, which GitHub lists by filters in the query.</summary>
internal static class StubMembers
{
    public static void Members(this StubGitHub github, string filter, Func<IEnumerable<System.Text.Json.Nodes.JsonNode>> people) => github.List($"/members/{filter}", people);

    public static Task<bool> AnswerMembersAsync(this StubGitHub github, HttpContext context)
    {
        if (context.Request.Path == "/orgs/acme/members")
        {
            context.Request.Path = $"/members/{context.Request.Query["filter"].FirstOrDefault() ?? context.Request.Query["role"]}";
        }

        return Task.FromResult(false);
    }
}
