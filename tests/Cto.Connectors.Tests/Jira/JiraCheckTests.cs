using Cto.Domain.Sources;
using Cto.Connectors.Jira;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Jira;

public sealed class JiraCheckTests
{
    [Fact]
    public async Task A_good_connection_says_as_whom_and_what_is_in_reach_and_how_long()
    {
        await using var jira = await StubJira.StartAsync();
        await using var services = Connectors.Start();
        var source = jira.Source();
        var credentials = source.Credentials! with { Fields = new Dictionary<string, Secret>(source.Credentials.Fields) { ["expiresAt"] = new("2026-11-15") } };

        var check = await services.Connector("jira").CheckAsync(source with { Credentials = credentials }, TestContext.Current.CancellationToken);

        Assert.Equal("Connected as Mia Krystof to Jira Cloud: 1 project in reach: PAY.", check.Summary);
        Assert.Empty(check.Warnings);
        Assert.Equal(new DateTimeOffset(2026, 11, 15, 0, 0, 0, TimeSpan.Zero), check.CredentialExpiresAt);
        Assert.Equal($"Basic {Convert.ToBase64String("cto@acme.test:t0k3n"u8)}", jira.Http.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task What_is_missing_is_named_with_what_it_means()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Zone = null;
        jira.Misbehave = context => context.Request.Path.Value!.StartsWith("/rest/agile", StringComparison.Ordinal)
            ? Results.Json(new { code = 401, message = "Unauthorized; scope does not match" }, statusCode: 401)
            : null;
        await using var services = Connectors.Start();

        var check = await services.Connector("jira").CheckAsync(jira.Source(), TestContext.Current.CancellationToken);

        Assert.Equal(2, check.Warnings.Count);
        Assert.StartsWith("Boards and sprints cannot be read, so the numbers made of them will have no data: The token lacks the scope for /rest/agile/1.0/board", check.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("hides its time zone", check.Warnings[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, null, null, SourceFault.Unauthorized)]
    [InlineData(403, "X-Seraph-LoginReason", "AUTHENTICATION_DENIED", SourceFault.Unauthorized)]
    [InlineData(403, null, null, SourceFault.Forbidden)]
    [InlineData(429, "RateLimit-Reason", "jira-burst-based", SourceFault.Throttled)]
    [InlineData(400, null, null, SourceFault.InvalidSettings)]
    public async Task A_refusal_is_the_fault_that_it_is(int status, string? header, string? value, SourceFault expected)
    {
        await using var jira = await StubJira.StartAsync();
        jira.Misbehave = context =>
        {
            if (header is not null)
            {
                context.Response.Headers[header] = value;
            }

            return Results.Json(new { errorMessages = new[] { "No." }, errors = new { jql = "Wrong." } }, statusCode: status);
        };
        await using var services = Connectors.Start();

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("jira").CheckAsync(jira.Source(), TestContext.Current.CancellationToken));

        Assert.Equal(expected, fault.Fault);
        Assert.DoesNotContain("t0k3n", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_OAuth_token_is_used_at_Atlassians_host_for_its_site()
    {
        await using var jira = await StubJira.StartAsync(more: (app, jira) =>
        {
            app.MapGet("/oauth/token/accessible-resources", () => Results.Json(new[] { new { id = "c1-0", url = jira.Http.Address.ToString().TrimEnd('/') } }));
            app.MapGet("/ex/jira/c1-0/rest/api/3/myself", () => Results.Json(new { displayName = "Mia", timeZone = "Etc/UTC" }));
            app.MapGet("/ex/jira/c1-0/rest/api/3/field", () => Results.Json(Array.Empty<object>()));
            app.MapGet("/ex/jira/c1-0/rest/api/3/status", () => Results.Json(Array.Empty<object>()));
            app.MapGet("/ex/jira/c1-0/rest/api/3/project/search", () => Results.Json(new { isLast = true, values = new[] { new { id = "1", key = "PAY", name = "Payments" } } }));
        });
        await using var services = Connectors.Start();
        var source = jira.Source(("apiUrl", jira.Http.Address.ToString()));
        var connection = source with { Credentials = new(OAuthCredential.Kind, source.Credentials!.Fields) };

        var (pages, fault) = await services.Connector("jira").PagesAsync(connection, JiraStreams.Projects);

        Assert.Null(fault);
        Assert.StartsWith($"jira:{jira.Http.Address.Authority}/project/", Assert.Single(pages.Facts()).Key, StringComparison.Ordinal);
        Assert.All(jira.Http.Requests, request => Assert.Equal("Bearer t0k3n", request.Header("Authorization")));

        var other = await Assert.ThrowsAsync<SourceException>(() => services.Connector("jira").CheckAsync(connection.With(("baseUrl", $"{jira.Http.Address}other")), TestContext.Current.CancellationToken));
        Assert.Equal(SourceFault.NotFound, other.Fault);
    }

    [Theory]
    [InlineData("projects", "PAY\" OR 1=1")]
    [InlineData("deployment", "mars")]
    [InlineData("teamsFrom", "stars")]
    public async Task Settings_that_make_no_sense_are_refused(string name, string value)
    {
        await using var jira = await StubJira.StartAsync();
        await using var services = Connectors.Start();

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("jira").CheckAsync(jira.Source((name, value)), TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.InvalidSettings, fault.Fault);
        Assert.Empty(jira.Http.Requests);
    }

    [Fact]
    public async Task Projects_in_the_settings_go_into_the_query_and_unknown_ones_are_named()
    {
        await using var jira = await StubJira.StartAsync();
        await using var services = Connectors.Start();

        await services.Connector("jira").PagesAsync(jira.Source(("projects", "P*")), JiraStreams.Issues);
        var (_, fault) = await services.Connector("jira").PagesAsync(jira.Source(("projects", "SEC")), JiraStreams.Issues);

        Assert.Contains(jira.Http.Requests, request => Uri.UnescapeDataString(request.Target).Replace('+', ' ').Contains("project in (\"PAY\") AND updated >=", StringComparison.Ordinal));
        Assert.Equal((SourceFault.NotFound, "Jira shows none of the projects SEC."), (fault!.Fault, fault.Message));
    }
}
