using System.Net;
using System.Text;
using System.Text.Json;

namespace Cto.Web.Tests.Endpoints.Facts;

/// <summary>Facts pushed line by line: good lines are kept whatever the bad ones are.</summary>
public sealed class PushTests
{
    private const string Good = """{"kind":"deployment","key":"d1","service":"shop","environment":"production","finishedAt":"2026-01-05T10:00:00Z","result":"success"}""";

    [Fact]
    public async Task The_same_lines_again_change_nothing()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        Assert.Equal((1, 0, 0), Counts(await tenant.PushAsync(Good)));
        Assert.Equal((0, 1, 0), Counts(await tenant.PushAsync(Good)));
        Assert.Equal((1, 0, 0), Counts(await tenant.PushAsync(Good.Replace("success", "failure", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_pull_request_counts_once_whatever_reviews_come_with_it()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var line = new
        {
            kind = "pullRequest", key = "p1", repository = "acme/shop", number = 1, title = "Add a cart", author = "ann", createdAt = "2026-01-05T10:00:00Z",
            reviews = new[]
            {
                new { reviewer = "bob", submittedAt = "2026-01-05T11:00:00Z", state = "changesRequested" },
                new { reviewer = "bob", submittedAt = "2026-01-05T12:00:00Z", state = "approved" },
            },
        };
        Assert.Equal((1, 0, 0), Counts(await tenant.PushAsync(line)));
        Assert.Equal((0, 1, 0), Counts(await tenant.PushAsync(line)));
        var push = (await tenant.FetchAsync("/api/v1/sources")).EnumerateArray().Single();
        Assert.Equal(2, push.GetProperty("streams").GetProperty("review").GetProperty("facts").GetInt64());
        Assert.Equal(1, push.GetProperty("streams").GetProperty("pullRequest").GetProperty("facts").GetInt64());
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"key":"x"}""", "'kind' is needed")]
    [InlineData("""{"kind":"wish","key":"x"}""", "unknown kind 'wish'")]
    [InlineData("""{"kind":"service","key":"x","name":"X","colour":"red"}""", "unknown field 'colour'")]
    [InlineData("""{"kind":"service","key":"x"}""", "'name' is needed")]
    [InlineData("""{"kind":"service","key":"","name":"X"}""", "'key' must not be empty")]
    [InlineData("""{"kind":"service","key":"x","name":"X","tier":4}""", "'tier' must be a whole number from 1 to 3")]
    [InlineData("""{"kind":"service","key":"x","name":"X","tier":"1"}""", "'tier' must be a whole number from 1 to 3")]
    [InlineData("""{"kind":"service","key":"x","name":"X","repositories":"a/b"}""", "'repositories' must be a list of texts")]
    [InlineData("""{"kind":"service","key":"x","key":"y","name":"X"}""", "not valid JSON")]
    [InlineData("""{"kind":"deployment","key":"x","service":"s","environment":"production","finishedAt":"2026-01-05"}""", "'finishedAt' must be an instant with its zone")]
    [InlineData("""{"kind":"deployment","key":"x","service":"s","environment":"production","finishedAt":"2026-01-05T10:00:00"}""", "'finishedAt' must be an instant with its zone")]
    [InlineData("""{"kind":"deployment","key":"x","service":"s","environment":"production","result":"ok"}""", "'result' must be one of success, failure")]
    [InlineData("""{"kind":"pullRequest","key":"x","repository":"a/b","number":1,"title":"t","createdAt":"2026-01-05T10:00:00Z","reviews":[{"reviewer":"b","state":"approved"}]}""", "reviews[0]: 'submittedAt' is needed")]
    [InlineData("""{"kind":"service","key":"x","name":"\ud800"}""", "a text is not valid Unicode")]
    public async Task A_bad_line_is_named_with_its_number_and_spoils_nothing(string bad, string error)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var answer = await tenant.PushAsync(Good, "", bad, Good.Replace("d1", "d2", StringComparison.Ordinal));
        Assert.Equal((2, 0, 1), Counts(answer));
        var rejected = answer.GetProperty("rejected")[0];
        Assert.Equal(3, rejected.GetProperty("line").GetInt32());
        Assert.StartsWith(error, rejected.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_utf8_endless_lines_and_windows_line_ends_are_survived()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        byte[] body =
        [
            0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good), .. "\r\n"u8,
            .. "{\"kind\":\"service\",\"key\":\""u8, 0xFF, 0xFE, .. "\"}\n"u8,
            .. Encoding.UTF8.GetBytes($$"""{"kind":"service","key":"long","name":"{{new string('x', 10_000_000)}}"}"""), (byte)'\n',
            .. Encoding.UTF8.GetBytes($$"""{"kind":"service","key":"longish","name":"shop","team":"{{new string('x', 900_000)}}"}"""), (byte)'\n',
            .. Encoding.UTF8.GetBytes(Good.Replace("d1", "d2", StringComparison.Ordinal)),
        ];
        var answer = await tenant.PushBytesAsync(body);
        var lines = answer.GetProperty("rejected").EnumerateArray().ToDictionary(line => line.GetProperty("line").GetInt32(), line => line.GetProperty("error").GetString());
        Assert.Equal("not valid UTF-8", lines[2]);
        Assert.Equal("longer than 1000000 bytes", lines[3]);
        Assert.Equal(5, answer.GetProperty("accepted").GetInt32() + lines.Count);
        Assert.True(answer.GetProperty("accepted").GetInt32() >= 2);
    }

    [Fact]
    public async Task A_body_of_tens_of_megabytes_streams_through()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        const int Lines = 40_000;
        var padding = new string('n', 700);
        var body = string.Join('\n', Enumerable.Range(0, Lines).Select(number => JsonSerializer.Serialize(new
        {
            kind = "incident", key = $"i{number}", title = padding, status = "resolved", startedAt = "2026-01-05T10:00:00Z", resolvedAt = "2026-01-05T11:00:00Z",
        })));
        Assert.True(body.Length > 30_000_000);
        Assert.Equal((Lines, 0, 0), Counts(await tenant.PushTextAsync(body)));
    }

    [Fact]
    public async Task The_schema_names_every_field_and_forbids_the_rest()
    {
        using var client = (await SharedWeb.GetAsync()).Web.Client();
        var schema = await client.FetchAsync("/api/v1/facts/schema");
        var deployment = schema.GetProperty("$defs").GetProperty("deployment");
        Assert.False(deployment.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("date-time", deployment.GetProperty("properties").GetProperty("finishedAt").GetProperty("format").GetString());
        Assert.Equal(["kind", "key", "service", "environment"], deployment.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Only_a_token_that_may_ingest_pushes()
    {
        var web = (await SharedWeb.GetAsync()).Web;
        using var nobody = web.Client("");
        using var content = new StringContent(Good);
        using var answer = await nobody.PostAsync(new Uri("/api/v1/facts", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static (int Accepted, int Unchanged, int Rejected) Counts(JsonElement answer) =>
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("unchanged").GetInt32(), answer.GetProperty("rejected").GetArrayLength());
}
