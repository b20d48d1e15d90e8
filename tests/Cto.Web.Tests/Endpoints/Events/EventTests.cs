using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cto.Web.Tests.Endpoints.Events;

/// <summary>CDEvents become facts, in whatever envelope and order they come.</summary>
public sealed class EventTests
{
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Every_conformance_example_is_read_and_what_it_tells_is_kept()
    {
        var examples = Examples();
        Assert.SkipUnless(Directory.Exists(examples), "The CDEvents examples (shared/specs/cdevents) are not on this machine.");
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var told = new Dictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(examples, "*.json").Order(StringComparer.Ordinal))
        {
            var answer = await SendAsync(tenant, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "application/json");
            told[Path.GetFileNameWithoutExtension(file)] = answer.GetProperty("accepted").GetInt32() > 0 ? "kept" : answer.GetProperty("ignored").GetArrayLength() > 0 ? "ignored" : "known";
        }

        // A pipeline run is told without its repository, so that it is nobody's.
        Assert.Equal(["pipelinerun_finished"], told.Where(example => example.Value == "ignored").Select(example => example.Key));
        Assert.Equal("kept", told["service_deployed"]);
        Assert.Equal("kept", told["incident_detected"]);
        Assert.Equal(9, told.Count);
    }

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/cloudevents-batch+json")]
    [InlineData("application/json")]
    public async Task Bare_wrapped_and_batched_are_the_same_event(string contentType)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var bare = Deployed("1", "shop", "2026-11-01T10:00:00Z");
        JsonNode body = contentType switch
        {
            "application/cloudevents+json" => Wrap(bare),
            "application/cloudevents-batch+json" => new JsonArray(Wrap(bare), Wrap(bare)),
            _ => bare,
        };
        var answer = await SendAsync(tenant, body.ToJsonString(), contentType);
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
        var again = await SendAsync(tenant, bare.ToJsonString(), "application/json");
        Assert.Equal((0, 1), (again.GetProperty("accepted").GetInt32(), again.GetProperty("unchanged").GetInt32()));
    }

    [Fact]
    public async Task Deployments_and_a_rollback_give_the_failure_rate()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await SendAsync(tenant, Deployed("1", "shop", Ago(hours: 30), "v1").ToJsonString(), "application/json");
        await SendAsync(tenant, Deployed("2", "shop", Ago(hours: 20), "v2").ToJsonString(), "application/json");
        await SendAsync(tenant, Deployed("3", "shop", Ago(hours: 10), "v1", "rolledback").ToJsonString(), "application/json");
        var answer = (await tenant.FetchAsync("/api/v1/insights/delivery.dora?period=last-7-days")).GetProperty("answer").GetProperty("changeFailureRate");
        Assert.Equal((1, 2), (answer.GetProperty("failed").GetInt32(), answer.GetProperty("denominator").GetInt32()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_incident_is_one_whichever_part_comes_first(bool inOrder)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        JsonObject[] events = [Incident("detected", Ago(hours: 5)), Incident("resolved", Ago(hours: 3))];
        foreach (var happened in inOrder ? events : events.Reverse())
        {
            await SendAsync(tenant, happened.ToJsonString(), "application/json");
        }

        await SendAsync(tenant, Deployed("1", "shop", Ago(hours: 6)).ToJsonString(), "application/json");
        var recovery = (await tenant.FetchAsync("/api/v1/insights/delivery.dora?period=last-7-days")).GetProperty("answer").GetProperty("recoveryTime");
        Assert.Equal(1, recovery.GetProperty("count").GetInt32());
        Assert.InRange(recovery.GetProperty("medianSeconds").GetDouble(), 7199, 7201);
    }

    [Fact]
    public async Task An_incident_elsewhere_than_in_production_is_ignored_with_the_reason()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var happened = Incident("detected", Ago(hours: 1));
        happened["subject"]!["content"]!["environment"]!["id"] = "qa";
        var answer = await SendAsync(tenant, happened.ToJsonString(), "application/json");
        Assert.Contains("'qa' is not production", answer.GetProperty("ignored")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"x","type":"dev.cdevents.service.deployed.0.2.0"}""", "application/cloudevents+json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"context":{"type":"com.example.thing","id":"1","source":"s","timestamp":"2026-11-01T10:00:00Z"},"subject":{"id":"x"}}""", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"context":{"type":"dev.cdevents.service.deployed.0.2.0","id":"\ud800","source":"s","timestamp":"2026-11-01T10:00:00Z"},"subject":{"id":"x"}}""", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_is_no_event_is_refused_with_the_reason(string body, string contentType, HttpStatusCode expected)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await SendAsync(tenant, body, contentType, expected);
    }

    private static async Task<JsonElement> SendAsync(HttpClient tenant, string body, string contentType, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var answer = await tenant.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await answer.ReadAsync(expected);
    }

    private static JsonObject Deployed(string id, string service, string at, string version = "v1", string predicate = "deployed") => new()
    {
        ["context"] = new JsonObject { ["version"] = "0.4.1", ["id"] = id, ["source"] = "/ci", ["type"] = $"dev.cdevents.service.{predicate}.0.2.0", ["timestamp"] = at },
        ["subject"] = new JsonObject
        {
            ["id"] = service,
            ["content"] = new JsonObject { ["environment"] = new JsonObject { ["id"] = "production" }, ["artifactId"] = $"pkg:oci/{service}@sha256%3Aabc?tag={version}" },
        },
    };

    private static JsonObject Incident(string predicate, string at) => new()
    {
        ["context"] = new JsonObject { ["version"] = "0.4.1", ["id"] = predicate, ["source"] = "/monitor", ["type"] = $"dev.cdevents.incident.{predicate}.0.2.0", ["timestamp"] = at },
        ["subject"] = new JsonObject
        {
            ["id"] = "i1",
            ["content"] = new JsonObject
            {
                ["description"] = "Slow",
                ["environment"] = new JsonObject { ["id"] = "production" },
                ["service"] = new JsonObject { ["id"] = "shop" },
            },
        },
    };

    private static JsonObject Wrap(JsonObject happened) => new()
    {
        ["specversion"] = "1.0", ["id"] = "1", ["source"] = "/ci", ["type"] = "dev.cdevents.service.deployed.0.2.0", ["datacontenttype"] = "application/json", ["data"] = happened.DeepClone(),
    };

    private string Ago(int hours) => _now.AddHours(-hours).UtcDateTime.ToString("O");

    /// <summary>The examples beside the repository; the nearest <c>shared/specs</c> going up.</summary>
    private static string Examples()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var examples = Path.Combine(directory.FullName, "shared", "specs", "cdevents", "examples");
            if (Directory.Exists(examples))
            {
                return examples;
            }
        }

        return "";
    }
}
