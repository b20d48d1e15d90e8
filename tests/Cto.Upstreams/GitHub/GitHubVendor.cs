using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.GitHub;

/// <summary>GitHub's REST API as the organisation <c>acme</c> uses it.</summary>
internal sealed class GitHubVendor(Company company) : SimulatedVendor
{
    private const string Source = "GitHub acme";
    private const string Token = "ghp_acmeDemo0000000000000000000000000001";

    private readonly IReadOnlyList<Repository> _repositories = [.. company.Repositories.Where(repository => repository.Forge is Forge.GitHub)];

    public override string Prefix => "github";

    public override IReadOnlyList<Grant> Grants { get; } =
    [
        new(Token, company.People[0].GitHub, "repo", "read:org"),
        new("ghp_acmeDemoNarrow0000000000000000000001", company.People[0].GitHub, "public_repo"),
    ];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("github", Source, new Dictionary<string, string> { ["baseUrl"] = address, ["organization"] = Company.Login })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/user", call => call.TaggedJsonAsync(json => WriteUser(json, call)));
        routes.Get("/orgs/{org}/repos", Repositories).Needs("repo", "public_repo");
    }

    public override void Tell(TruthBook truth) => truth.Topic("github/repositories", _ => _repositories.Count);

    public override LimitPolicy? Limit(VendorCall call) => new("core", 5000, TimeSpan.FromHours(1));

    public override Task RefuseAsync(VendorCall call, Refusal refusal)
    {
        if (refusal.Scopes.Count > 0)
        {
            TellScopes(call.Http.Response, call.Who!, refusal.Scopes);
        }

        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("message", refusal.Message);
            json.WriteString("documentation_url", "https://docs.github.com/rest");
            json.WriteString("status", refusal.Status.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }, refusal.Status);
    }

    private Task Repositories(VendorCall call)
    {
        if (call.Route("org") != Company.Login)
        {
            throw Refusal.NotFound();
        }

        call.Choice("type", "all", "public", "private", "forks", "sources", "member");
        call.Choice("sort", "created", "updated", "pushed", "full_name");
        call.Only("type", "sort", "direction", "per_page", "page");
        var page = call.NumberedPage(_repositories);
        call.Link(page);
        TellScopes(call.Http.Response, call.Who!, ["admin:org", "read:org", "repo"]);
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var repository in page.Items)
            {
                GitHubRepository.Write(json, repository, company, call.Root);
            }

            json.WriteEndArray();
        });
    }

    private static void WriteUser(Utf8JsonWriter json, VendorCall call)
    {
        TellScopes(call.Http.Response, call.Who!, []);
        json.WriteStartObject();
        json.WriteString("login", call.Who!.Account);
        json.WriteNumber("id", 1);
        json.WriteString("type", "User");
        json.WriteBoolean("site_admin", false);
        json.WriteEndObject();
    }

    private static void TellScopes(HttpResponse response, Grant who, IReadOnlyList<string> accepted)
    {
        response.Headers["X-OAuth-Scopes"] = string.Join(", ", who.Scopes);
        response.Headers["X-Accepted-OAuth-Scopes"] = string.Join(", ", accepted);
    }
}
