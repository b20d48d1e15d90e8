using Cto.Connectors.Aws.Signing;

namespace Cto.Connectors.Tests.Aws;

/// <summary>Signatures against the examples that AWS publishes: its test suite, and the walk-through of its reference.</summary>
public sealed class SignatureV4Tests
{
    private static readonly AwsKey Key = new("AKIDEXAMPLE", new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    private static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "https://example.amazonaws.com/", null, "service", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "https://example.amazonaws.com/", null, "service", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "https://example.amazonaws.com/?Param2=value2&Param1=value1", null, "service", "host;x-amz-date", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("POST", "https://example.amazonaws.com/", "Param1=value1", "service", "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")]
    public void A_published_example_has_its_published_signature(string method, string address, string? body, string service, string signedHeaders, string signature)
    {
        var content = body is null ? null : new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content?.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(new(method), address) { Content = content };

        SignatureV4.Sign(request, System.Text.Encoding.UTF8.GetBytes(body ?? ""), Key, new("us-east-1", service), Time);

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/{service}/aws4_request, SignedHeaders={signedHeaders}, Signature={signature}",
            request.Headers.NonValidated["Authorization"].ToString());
    }

    [Fact]
    public void The_walk_through_of_AWS_reference_comes_out()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08") { Content = new ByteArrayContent([]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

        SignatureV4.Sign(request, [], Key, new("us-east-1", "iam"), Time);

        Assert.EndsWith("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", request.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_token_is_signed_and_a_second_signature_replaces_the_first()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://example.amazonaws.com/");
        SignatureV4.Sign(request, [], Key with { SessionToken = new("token") }, new("us-east-1", "service"), Time.AddHours(-1));
        SignatureV4.Sign(request, [], Key with { SessionToken = new("token") }, new("us-east-1", "service"), Time);

        Assert.Equal("20150830T123600Z", Assert.Single(request.Headers.NonValidated["X-Amz-Date"]));
        Assert.Contains("SignedHeaders=host;x-amz-date;x-amz-security-token,", Assert.Single(request.Headers.NonValidated["Authorization"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_prints_no_secret() => Assert.DoesNotContain("wJalr", $"{Key} {Key.Fingerprint}", StringComparison.Ordinal);
}
