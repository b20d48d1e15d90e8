using Cto.Connectors.GitHub;
using Cto.Domain.Governance;
using Cto.Domain.Security;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubSecurityTests
{
    [Theory]
    [InlineData("open", null, VulnerabilityState.Open)]
    [InlineData("fixed", null, VulnerabilityState.Fixed)]
    [InlineData("auto_dismissed", null, VulnerabilityState.Ignored)]
    [InlineData("dismissed", "not_used", VulnerabilityState.Ignored)]
    [InlineData("dismissed", "inaccurate", VulnerabilityState.Ignored)]
    [InlineData("dismissed", "tolerable_risk", VulnerabilityState.Accepted)]
    [InlineData("dismissed", "no_bandwidth", VulnerabilityState.Accepted)]
    public async Task An_alert_of_Dependabot_is_a_finding_with_all_its_names(string state, string? reason, VulnerabilityState expected)
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/dependabot/alerts", Alert(7, 30, state, reason));

        var (pages, fault) = await PullAsync(github, GitHubStreams.DependabotAlerts);

        Assert.Null(fault);
        var finding = Assert.IsType<Vulnerability>(Assert.Single(pages.Facts()));
        Assert.Equal(["GHSA-jfh8-c2jp-5v3q", "CVE-2021-44228"], finding.Advisories);
        Assert.Equal(
            (expected, Severity.Critical, 10.0, "pkg:maven/org.apache.logging.log4j/log4j-core", "2.15.0", "pom.xml", "acme/shop"),
            (finding.State, finding.Severity, finding.Cvss, finding.Package, finding.FixedVersion, finding.Manifest, finding.Repository));
    }

    [Fact]
    public async Task Old_alerts_are_read_too_and_only_changes_the_second_time()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        var old = Alert(1, 1, "open", null);
        (old["created_at"], old["updated_at"]) = ("2019-01-01T00:00:00Z", "2019-01-01T00:00:00Z");
        github.List("/repos/acme/shop/dependabot/alerts", old, Alert(2, 20, "open", null));
        var (first, _) = await PullAsync(github, GitHubStreams.DependabotAlerts);

        github.Http.Forget();
        var (unchanged, _) = await PullAsync(github, GitHubStreams.DependabotAlerts, first.Cursor());
        github.List("/repos/acme/shop/dependabot/alerts", old, Alert(2, 40, "fixed", null));
        var (changed, _) = await PullAsync(github, GitHubStreams.DependabotAlerts, first.Cursor());

        Assert.Equal(2, first.Facts().Count());
        Assert.Empty(unchanged.Facts());
        Assert.Equal(VulnerabilityState.Fixed, Assert.IsType<Vulnerability>(Assert.Single(changed.Facts())).State);
    }

    [Fact]
    public async Task A_right_that_is_missing_everywhere_is_told_once_and_the_source_does_not_fail()
    {
        await using var github = await StubGitHub.StartAsync("shop", "web", "api");
        github.Misbehave = RefuseAsync("dependabot", 403, "Resource not accessible by personal access token", "vulnerability_alerts=read");

        var (pages, fault) = await PullAsync(github, GitHubStreams.DependabotAlerts);

        Assert.Null(fault);
        Assert.Empty(pages.Facts());
        var warning = Assert.Single(pages.SelectMany(page => page.Warnings));
        Assert.StartsWith("Dependabot alerts cannot be read", warning, StringComparison.Ordinal);
        Assert.Contains("vulnerability_alerts=read", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_never_scanned_has_no_alerts_and_that_is_no_fault()
    {
        await using var github = await StubGitHub.StartAsync("shop", "web");
        github.Misbehave = RefuseAsync("shop/code-scanning", 404, "no analysis found");
        github.List("/repos/acme/web/code-scanning/alerts", StubGitHub.Node(new
        {
            number = 4,
            state = "open",
            created_at = StubGitHub.At(1),
            updated_at = StubGitHub.At(2),
            rule = new { id = "js/sql-injection", description = "Database query built from user input", security_severity_level = "high", severity = "error" },
            tool = new { name = "CodeQL" },
            most_recent_instance = new { location = new { path = "src/db.js", start_line = 42 } },
        }));

        var (pages, fault) = await PullAsync(github, GitHubStreams.CodeAlerts);

        Assert.Null(fault);
        Assert.Empty(pages.SelectMany(page => page.Warnings));
        var alert = Assert.IsType<CodeAlert>(Assert.Single(pages.Facts()));
        Assert.Equal(("js/sql-injection", Severity.High, "src/db.js:42", "CodeQL"), (alert.Rule, alert.Severity, alert.Location, alert.Tool));
    }

    [Fact]
    public async Task Branch_protection_is_the_stricter_of_classic_rules_and_rulesets()
    {
        await using var github = await ProtectedAsync("shop");
        github.Document("/repos/acme/shop/branches/main/protection", new
        {
            required_pull_request_reviews = new { required_approving_review_count = 1, require_code_owner_reviews = true },
            required_status_checks = new { contexts = new[] { "build" }, checks = new[] { new { context = "build" } } },
            enforce_admins = new { enabled = true },
            allow_force_pushes = new { enabled = false },
        });
        github.List(
            "/repos/acme/shop/rules/branches/main",
            StubGitHub.Node(new { type = "pull_request", parameters = new { required_approving_review_count = 2 } }),
            StubGitHub.Node(new { type = "required_status_checks", parameters = new { required_status_checks = new[] { new { context = "scan" } } } }));

        var fact = Assert.IsType<BranchProtection>(Assert.Single((await PullAsync(github, GitHubStreams.BranchProtection)).Pages.Facts()));

        Assert.Equal((true, 2, true, true, false), (fact.Protected, fact.RequiredApprovals, fact.CodeOwnerReview, fact.AppliesToAdministrators, fact.ForcePushAllowed));
        Assert.Equal(["build", "scan"], fact.RequiredChecks);
    }

    [Fact]
    public async Task Not_protected_is_known_and_not_allowed_to_know_is_not()
    {
        await using var github = await ProtectedAsync("open", "hidden");
        github.Misbehave = async context => context.Request.Path.Value!.EndsWith("/protection", StringComparison.Ordinal) &&
            (context.Request.Path.Value.Contains("/open/", StringComparison.Ordinal)
                ? await RefuseAsync("open", 404, "Branch not protected")(context)
                : await RefuseAsync("hidden", 403, "Resource not accessible by integration", "administration=read")(context));

        var (pages, fault) = await PullAsync(github, GitHubStreams.BranchProtection);
        var (again, _) = await PullAsync(github, GitHubStreams.BranchProtection, pages.Cursor());

        Assert.Null(fault);
        Assert.False(Assert.IsType<BranchProtection>(Assert.Single(pages.Facts())).Protected);
        Assert.Contains("administration=read", Assert.Single(pages.SelectMany(page => page.Warnings)), StringComparison.Ordinal);
        Assert.Empty(again.Facts());
        // What is not known stays told, though nothing was asked.
        Assert.Single(again.SelectMany(page => page.Warnings));
    }

    [Fact]
    public async Task Those_who_may_write_are_told_and_those_who_may_no_more_are_withdrawn()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/collaborators", Person(1, "ada", "admin"), Person(2, "bob", "write"), Person(3, "eve", "read"));
        var (first, _) = await PullAsync(github, GitHubStreams.Collaborators);
        github.List("/repos/acme/shop/collaborators", Person(1, "ada", "maintain"), Person(3, "eve", "read"));
        var (second, _) = await PullAsync(github, GitHubStreams.Collaborators, first.Cursor());

        Assert.Equal([("ada", true), ("bob", false)], first.Facts().Cast<AccessGrant>().Select(grant => (grant.Account, grant.Privileged)));
        Assert.Equal("maintain", Assert.IsType<AccessGrant>(Assert.Single(second.Facts())).Role);
        Assert.Equal(first.Facts().ElementAt(1).Key, Assert.Single(second.SelectMany(page => page.Withdrawn)).Key);
    }

    [Fact]
    public async Task Somebody_who_stands_on_two_pages_is_one()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.LongestPage = 2;
        github.List("/repos/acme/shop/collaborators", Person(1, "ada", "admin"), Person(2, "bob", "write"), Person(2, "bob", "write"));

        var (pages, fault) = await PullAsync(github, GitHubStreams.Collaborators);

        Assert.Null(fault);
        Assert.Equal(["ada", "bob"], pages.Facts().Cast<AccessGrant>().Select(grant => grant.Account));
    }

    private static async Task<StubGitHub> ProtectedAsync(params string[] names)
    {
        var github = await StubGitHub.StartAsync(names);
        foreach (var (name, repository) in names.Zip(github.Repositories))
        {
            repository["default_branch"] = "main";
            github.List($"/repos/acme/{name}/rules/branches/main", () => []);
        }

        return github;
    }

    private static object Person(int id, string login, string role) => new
    {
        id,
        login,
        role_name = role,
        permissions = new { pull = true, push = role != "read", maintain = role is "admin" or "maintain", admin = role == "admin" },
    };

    private static System.Text.Json.Nodes.JsonObject Alert(int number, int updated, string state, string? reason) => StubGitHub.Node(new
    {
        number,
        state,
        dismissed_reason = reason,
        dependency = new { package = new { ecosystem = "maven", name = "org.apache.logging.log4j:log4j-core" }, manifest_path = "pom.xml" },
        security_advisory = new
        {
            ghsa_id = "GHSA-jfh8-c2jp-5v3q",
            cve_id = "CVE-2021-44228",
            summary = "Remote code injection in Log4j",
            cvss = new { score = 10.0 },
            cvss_severities = new { cvss_v3 = new { score = 10.0 }, cvss_v4 = new { score = 0.0 } },
            identifiers = new[] { new { type = "GHSA", value = "GHSA-jfh8-c2jp-5v3q" }, new { type = "CVE", value = "CVE-2021-44228" } },
        },
        security_vulnerability = new { severity = "critical", first_patched_version = new { identifier = "2.15.0" } },
        created_at = StubGitHub.At(1),
        updated_at = StubGitHub.At(updated),
    });

    private static Func<HttpContext, Task<bool>> RefuseAsync(string where, int status, string message, string? permission = null) => async context =>
    {
        if (!context.Request.Path.Value!.Contains(where, StringComparison.Ordinal))
        {
            return false;
        }

        context.Response.StatusCode = status;
        context.Response.Headers["X-Accepted-GitHub-Permissions"] = permission ?? "";
        await context.Response.WriteAsJsonAsync(new { message });
        return true;
    };

    private static async Task<(IReadOnlyList<FactPage> Pages, SourceException? Fault)> PullAsync(StubGitHub github, string stream, string? cursor = null)
    {
        await using var services = Connectors.Start();
        return await services.Connector("github").PagesAsync(github.Source(), stream, cursor);
    }
}
