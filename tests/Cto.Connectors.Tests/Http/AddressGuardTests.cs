using System.Net;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Tests.Http;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Closed = new(Options.Create(new SourceHttpOptions()));
    private static readonly AddressGuard Open = new(Options.Create(new SourceHttpOptions { AllowPrivateNetworks = true }));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    public void An_address_inside_is_private(string address) => Assert.True(AddressGuard.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("140.82.121.6")]
    [InlineData("172.32.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("11.0.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:50c0:8000::153")]
    public void An_address_outside_is_not(string address) => Assert.False(AddressGuard.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://api.github.com")]
    [InlineData("https://localhost/api")]
    [InlineData("https://LOCALHOST./api")]
    [InlineData("https://db.localhost")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://2130706433")]
    [InlineData("https://0x7f.1")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://user:secret@api.github.com")]
    [InlineData("https://api.github.com/?redirect=x")]
    [InlineData("ftp://api.github.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("api.github.com")]
    [InlineData("")]
    public void An_address_that_must_not_be_called_is_refused(string text)
    {
        var fault = Assert.Throws<SourceException>(() => Closed.Parse(text));

        Assert.Equal(SourceFault.InvalidSettings, fault.Fault);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.github.com", "https://api.github.com/")]
    [InlineData("https://ghe.acme.com/api/v3/", "https://ghe.acme.com/api/v3/")]
    public void An_address_gets_its_trailing_slash(string text, string expected) => Assert.Equal(expected, Closed.Parse(text).AbsoluteUri);

    [Fact]
    public void The_operator_may_allow_private_networks() => Assert.Equal("http://10.0.0.1/api/", Open.Parse("http://10.0.0.1/api").AbsoluteUri);

    [Fact]
    public async Task A_name_that_resolves_to_the_inside_is_refused_when_it_is_connected_to()
    {
        // The machine's own name is no address, so only resolving it tells.
        await using var services = Connectors.Start(null, ("AllowPrivateNetworks", "false"), ("Retries", "1"));
        var http = (SourceHttpFactory)services.GetService(typeof(SourceHttpFactory))!;
        using var request = new HttpRequestMessage(HttpMethod.Get, "x");

        var fault = await Assert.ThrowsAsync<SourceException>(() =>
            http.Open(new("http://localhost:9/"), new TestDialect()).SendAsync(request, Cto.Connectors.GitHub.GitHubJson.Default.GitHubUser, TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.InvalidSettings, fault.Fault);
        Assert.Contains("private network", fault.Message, StringComparison.Ordinal);
    }
}
