using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Domain;
using Cto.Insights.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Endpoints.Facts;

/// <summary>Every kind of fact goes in as the published schema says.</summary>
public sealed class FactKindTests
{
    [Fact]
    public async Task A_line_of_every_kind_made_by_the_schema_is_stored_and_known_the_second_time()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var kinds = (await tenant.FetchAsync("/api/v1/facts/schema")).GetProperty("$defs").EnumerateObject().ToList();
        Assert.Equal(FactKinds.All.Order(StringComparer.Ordinal), kinds.Select(kind => kind.Name));
        var full = kinds.Select(kind => Example(kind.Value, "full")).ToArray();
        Assert.Equal((full.Length, 0, 0), Counts(await tenant.PushAsync(full)));
        Assert.Equal((0, full.Length, 0), Counts(await tenant.PushAsync(full)));
        var least = kinds.Select(kind => Example(kind.Value, "least", requiredOnly: true)).ToArray();
        Assert.Equal(["charge"], (await tenant.PushAsync(least)).GetProperty("rejected").EnumerateArray().Select(line => kinds[line.GetProperty("line").GetInt32() - 1].Name));
        Assert.All(kinds, kind => Assert.NotEmpty(kind.Value.GetProperty("description").GetString()!));
    }

    [Fact]
    public async Task A_field_of_every_kind_that_is_null_is_a_field_left_out()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var kinds = (await tenant.FetchAsync("/api/v1/facts/schema")).GetProperty("$defs").EnumerateObject().ToList();
        var lines = kinds.Where(kind => kind.Name != "charge").Select(kind => WithNulls(kind.Value)).ToArray();
        Assert.Equal((lines.Length, 0, 0), Counts(await tenant.PushAsync(lines)));
    }

    [Theory]
    [InlineData(
        """{"kind":"workItem","key":"PAY-1","project":"PAY","type":"Story","title":"Refund","status":"Done","statusCategory":"done","priority":"High","points":3,"epic":"PAY-9","sprint":"12","assignee":"ann","createdAt":"2026-01-05T10:00:00Z","startedAt":"2026-01-06T10:00:00Z","doneAt":"2026-01-07T10:00:00Z","transitions":[{"at":"2026-01-06T10:00:00Z","from":"To do","to":"In progress","toCategory":"inProgress"},{"at":"2026-01-07T10:00:00Z","from":"In progress","to":"Done"}],"url":"https://example.test"}""",
        "select string_agg(concat_ws(':', work_item, field, \"from\", \"to\"), ' ' order by at) from work_item_change",
        "PAY-1:status:To do:In progress PAY-1:status:In progress:Done")]
    [InlineData(
        """{"kind":"codeMeasure","key":"m","project":"shop","metric":"coverage","value":71.5,"at":"2026-01-05T10:00:00Z","newCode":false}""",
        "select value::text from code_measure",
        "71.5")]
    [InlineData(
        """{"kind":"vulnerability","key":"v","repository":"acme/shop","package":"pkg:npm/lodash","version":"4.17.20","fixedVersion":"4.17.21","advisories":["CVE-2021-23337"],"severity":"high","cvss":7.2,"environment":"production","state":"open","firstSeenAt":"2026-01-05T10:00:00Z","fixedAt":null,"url":null}""",
        "select scanner from vulnerability",
        "push")]
    [InlineData(
        """{"kind":"charge","key":"c","day":"2026-01-05","provider":"aws","account":"123456789012","service":"AmazonS3","region":"us-east-1","tags":{"service":"checkout"},"amount":12.345678901,"currency":"USD"}""",
        "select concat_ws(' ', cloud_service, service, amount, category) from charge",
        "AmazonS3 checkout 12.345678901 usage")]
    [InlineData(
        """{"kind":"charge","key":"c","day":"2026-01-05","provider":"aws","account":"123456789012","cloudService":"AmazonS3","service":"shop","amount":1,"currency":"USD","category":"tax"}""",
        "select concat_ws(' ', cloud_service, service, amount, category) from charge",
        "AmazonS3 shop 1 tax")]
    [InlineData("""{"kind":"person","key":"p","name":"Ann","email":"Ann@Example.TEST","status":"onLeave"}""", "select email || ' ' || status from person", "ann@example.test onLeave")]
    public async Task Lines_as_the_documentation_shows_them_mean_what_it_says(string line, string sql, string stored)
    {
        var web = await SharedWeb.GetAsync();
        using var tenant = await web.TenantAsync();
        Assert.Equal((1, 0, 0), Counts(await tenant.PushAsync(line)));
        Assert.Equal((0, 1, 0), Counts(await tenant.PushAsync(line)));
        var id = (await tenant.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id").GetGuid();
        await using var connection = await web.Web.Services.GetRequiredService<Database>().OpenAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(stored, await connection.QuerySingleAsync<string>(sql));
    }

    [Theory]
    [InlineData("""{"kind":"sliSample","key":"x","slo":"s","at":"2026-01-05T10:00:00Z","seconds":0,"good":1,"total":1}""", "'seconds' must be a whole number from 1 to 2147483647")]
    [InlineData("""{"kind":"slo","key":"x","name":"s","target":99.9,"windowDays":30}""", "'target' must be a number from 0 to 1")]
    [InlineData("""{"kind":"charge","key":"x","day":"2026-1-5","provider":"aws","account":"1","service":"S3","amount":1,"currency":"USD"}""", "'day' must be a day, such as 2026-01-31")]
    [InlineData("""{"kind":"charge","key":"x","day":"2026-01-05","provider":"aws","account":"1","service":"S3","amount":"1","currency":"USD"}""", "'amount' must be a number")]
    [InlineData("""{"kind":"charge","key":"x","day":"2026-01-05","provider":"aws","account":"1","amount":1,"currency":"USD"}""", "cloud_service is missing")]
    [InlineData("""{"kind":"workItem","key":"x","project":"p","type":"Bug","title":"t","status":"s","statusCategory":"done","createdAt":"2026-01-05T10:00:00Z","transitions":[{"to":"Done"}]}""", "transitions[0]: 'at' is needed")]
    [InlineData("""{"kind":"metricSample","key":"x","metric":"cpu","subject":"db","at":"2026-01-05T10:00:00Z","seconds":60,"value":1e999}""", "'value' must be a number")]
    public async Task What_is_wrong_with_a_line_is_said_in_words(string line, string error)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        Assert.StartsWith(error, (await tenant.PushAsync(line)).GetProperty("rejected")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static JsonObject Example(JsonElement schema, string key, bool requiredOnly = false)
    {
        var required = schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ToHashSet();
        var line = new JsonObject(schema.GetProperty("properties").EnumerateObject()
            .Where(property => !requiredOnly || required.Contains(property.Name))
            .Select(property => KeyValuePair.Create(property.Name, Value(property.Value))));
        if (line.ContainsKey("key"))
        {
            line["key"] = key;
        }

        return line;
    }

    private static JsonObject WithNulls(JsonElement schema)
    {
        var line = Example(schema, "nulls", requiredOnly: true);
        foreach (var property in schema.GetProperty("properties").EnumerateObject().Where(property => !line.ContainsKey(property.Name)))
        {
            line[property.Name] = null;
        }

        return line;
    }

    private static JsonNode? Value(JsonElement schema) =>
        schema.TryGetProperty("enum", out var choices) ? choices[0].GetString()
        : (Type(schema), schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
        {
            ("string", "date-time") => "2026-01-05T10:00:00Z",
            ("string", "date") => "2026-01-05",
            ("string", _) => "some text",
            ("boolean", _) => true,
            ("integer" or "number", _) => schema.TryGetProperty("maximum", out var most) && most.GetDouble() < 3 ? 1 : 3,
            ("array", _) => new JsonArray(Type(schema.GetProperty("items")) == "object" ? Example(schema.GetProperty("items"), "") : "item"),
            ("object", _) => new JsonObject { ["name"] = "value" },
            var (type, _) => throw new NotSupportedException(type),
        };

    private static string Type(JsonElement schema) => schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } types ? types[0].GetString()! : schema.GetProperty("type").GetString()!;

    private static (int Accepted, int Unchanged, int Rejected) Counts(JsonElement answer) =>
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("unchanged").GetInt32(), answer.GetProperty("rejected").GetArrayLength());
}
