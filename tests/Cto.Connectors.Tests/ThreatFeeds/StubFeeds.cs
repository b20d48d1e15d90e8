using System.Globalization;
using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.ThreatFeeds;

/// <summary>Plays all five feeds with a handful of entries.</summary>
public sealed class StubFeeds : IAsyncDisposable
{
    public List<(string Cve, string Due)> Kev { get; } = [("CVE-2021-44228", "2021-12-24"), ("CVE-2017-5638", "2022-05-03")];

    public Dictionary<string, string> Epss { get; } = new() { ["CVE-2021-44228"] = "0.944750000", ["CVE-2017-5638"] = "0.942000000" };

    /// <summary>OSV's entries by package; each with when it was modified.</summary>
    public Dictionary<string, List<(string Id, string Modified)>> Osv { get; } = new() { ["pkg:npm/lodash@4.17.15"] = [("GHSA-35jh-r3h4-6jhm", "2026-01-01T00:00:00Z"), ("GHSA-p6mc-m468-83gw", "2026-02-01T00:00:00Z")] };

    public int OsvPage { get; set; } = 100;

    /// <summary>What the NVD modified lately.</summary>
    public List<string> Modified { get; } = [];

    public Func<HttpContext, Task<bool>> Misbehave { get; set; } = _ => Task.FromResult(false);

    public StubHttp Http { get; private set; } = null!;

    public static async Task<StubFeeds> StartAsync()
    {
        var stub = new StubFeeds();
        stub.Http = await StubHttp.StartAsync(app =>
        {
            app.Use(async (context, next) =>
            {
                if (!await stub.Misbehave(context))
                {
                    await next(context);
                }
            });
            app.MapGet("/kev/known_exploited_vulnerabilities.json", stub.KevAsync);
            app.MapGet("/epss/epss", stub.Scores);
            app.MapPost("/osv/v1/querybatch", (Func<JsonNode, JsonObject>)stub.Batch);
            app.MapGet("/osv/v1/vulns/{id}", Entry);
            app.MapGet("/nvd/cves/2.0", stub.Cves);
            app.MapGet("/github/advisories", Advisories);
        });
        return stub;
    }

    public SourceConnection Source(params (string Name, string Value)[] settings)
    {
        var sample = new ThreatFeedsSample().At(Http.Address);
        return sample with { Settings = new(sample.Settings.Values.Where(setting => setting.Key != "watched").Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).ToDictionary()) };
    }

    public int Count(string path) => Http.Requests.Count(request => request.Target.StartsWith(path, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private async Task KevAsync(HttpContext context)
    {
        var tag = $"\"{Kev.Count}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = 304;
            return;
        }

        await context.Response.WriteAsJsonAsync(new
        {
            catalogVersion = "2026.11.10",
            vulnerabilities = Kev.Select(entry => new { cveID = entry.Cve, vulnerabilityName = $"Name of {entry.Cve}", dateAdded = "2021-12-10", dueDate = entry.Due, knownRansomwareCampaignUse = "Known" }),
        });
    }

    private object Scores(string cve) => new
    {
        status = "OK",
        data = cve.Split(',').Where(Epss.ContainsKey).Select(name => new { cve = name, epss = Epss[name], percentile = "0.999000000", date = "2026-11-09" }),
    };

    private JsonObject Batch(JsonNode batch) => new()
    {
        ["results"] = new JsonArray([.. batch["queries"]!.AsArray().Select(query =>
        {
            var entries = Osv.GetValueOrDefault((string)query!["package"]!["purl"]!) ?? [];
            var start = int.Parse((string?)query["page_token"] ?? "0", CultureInfo.InvariantCulture);
            var answer = new JsonObject { ["vulns"] = new JsonArray([.. entries.Skip(start).Take(OsvPage).Select(entry => (JsonNode)new JsonObject { ["id"] = entry.Id, ["modified"] = entry.Modified })]) };
            if (start + OsvPage < entries.Count)
            {
                answer["next_page_token"] = $"{start + OsvPage}";
            }

            return (JsonNode)answer;
        })]),
    };

    private static IResult Entry(string id) => id.Contains("gone", StringComparison.Ordinal) ? Results.NotFound() : Results.Json(new
    {
        id,
        summary = $"Summary of {id}",
        aliases = new[] { "CVE-2020-8203" },
        modified = "2026-01-01T00:00:00Z",
        database_specific = new { severity = "MODERATE", cwe_ids = new[] { "CWE-1" } },
        severity = new[] { new { type = "CVSS_V3", score = "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:H/A:H" } },
        affected = new[] { new { package = new { ecosystem = "npm", name = "lodash" }, ranges = new[] { new { type = "SEMVER", events = new object[] { new { introduced = "3.7.0" }, new { @fixed = "4.17.19" } } } } } },
    });

    private object Cves(HttpContext context)
    {
        var cves = context.Request.Query.TryGetValue("cveId", out var one) ? [one.ToString()] : Modified;
        return new
        {
            totalResults = cves.Count,
            vulnerabilities = cves.Select(cve => new { cve = new { id = cve, lastModified = "2026-11-10T13:00:00.000", descriptions = new[] { new { lang = "en", value = $"About {cve}" } } } }),
        };
    }

    private static object Advisories(HttpContext context) => context.Request.Query.ContainsKey("affects") || context.Request.Query.ContainsKey("cve_id")
        ? new[]
        {
            new
            {
                ghsa_id = "GHSA-p6mc-m468-83gw", cve_id = "CVE-2020-8203", summary = "Prototype pollution", severity = "high", updated_at = "2026-01-01T00:00:00Z", html_url = "https://github.com/advisories/GHSA-p6mc-m468-83gw",
                cvss = new { vector_string = "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:H/A:H", score = 7.4 },
                vulnerabilities = new[] { new { package = new { ecosystem = "npm", name = "lodash" }, vulnerable_version_range = ">= 3.7.0, < 4.17.19", first_patched_version = "4.17.19" } },
            },
        }
        : Array.Empty<object>();
}
