using System.Net;
using System.Text.Json;
using Cto.Web.Endpoints.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Endpoints;

/// <summary>Holds every route there is, and every one to come, against what the API promises of all.</summary>
public sealed class RouteTests
{
    [Fact]
    public async Task Every_route_of_the_api_is_described_with_its_problems()
    {
        var web = (await SharedWeb.GetAsync()).Web;
        using var client = web.Client("");
        var paths = (await client.FetchAsync("/openapi/v1.json")).GetProperty("paths");
        var routes = Routes(web);
        Assert.True(routes.Count > 30);
        foreach (var (method, route, endpoint) in routes)
        {
            var path = route.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/');
            Assert.True(paths.TryGetProperty(path, out var described), $"{path} is not described");
            Assert.True(described.TryGetProperty(method.ToLowerInvariant(), out var operation), $"{method} {path} is not described");
            Assert.True(operation.TryGetProperty("summary", out _), $"{method} {path} has no summary");
            var responses = operation.GetProperty("responses");
            Assert.True(responses.EnumerateObject().Any(response => response.Name.StartsWith('2')), $"{method} {path} says nothing of its success");
            Assert.True(responses.GetProperty("404").GetProperty("content").TryGetProperty("application/problem+json", out _));
            var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            Assert.Equal(!isOpen, operation.TryGetProperty("security", out _));
        }
    }

    [Fact]
    public async Task The_description_refers_to_nothing_that_is_missing_and_knows_the_forms_of_times()
    {
        using var client = (await SharedWeb.GetAsync()).Web.Client("");
        var document = await client.FetchAsync("/openapi/v1.json");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var reference in References(document).Distinct())
        {
            Assert.StartsWith("#/components/schemas/", reference, StringComparison.Ordinal);
            Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), $"{reference} is not there");
        }

        Assert.Contains("date-time", schemas.GetProperty("SourceStatus").GetProperty("properties").GetProperty("createdAt").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_every_route_answers_401_with_a_problem()
    {
        var web = (await SharedWeb.GetAsync()).Web;
        foreach (var token in new[] { "", "cto_wrong", new string('x', 5000) })
        {
            using var nobody = web.Client(token);
            foreach (var (method, route, _) in Routes(web).Where(route => route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
            {
                var url = System.Text.RegularExpressions.Regex.Replace(route, @"\{\w+:guid\}", Guid.NewGuid().ToString()).Replace("{id}", "x", StringComparison.Ordinal);
                var problem = await nobody.AskAsync(new(method), url, null, HttpStatusCode.Unauthorized);
                Assert.Equal("not-signed-in", problem.Problem());
            }
        }
    }

    [Fact]
    public void Each_kind_of_problem_has_a_type_of_its_own() =>
        Assert.Equal(
            Enum.GetValues<ProblemKind>().Length,
            Enum.GetValues<ProblemKind>().Select(kind => Problem.Describe(kind).Type).Distinct().Count());

    internal static IReadOnlyList<(string Method, string Route, Endpoint Endpoint)> Routes(TestWeb web) =>
    [
        .. web.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
            .Select(endpoint => (Route: "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), Endpoint: endpoint))
            .Where(pair => pair.Route.StartsWith("/api/", StringComparison.Ordinal) || pair.Route.StartsWith("/webhooks/", StringComparison.Ordinal))
            .SelectMany(pair => pair.Endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => (method, pair.Route, (Endpoint)pair.Endpoint))),
    ];

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
