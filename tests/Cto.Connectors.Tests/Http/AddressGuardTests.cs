using System.Net;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
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

    [Theory]
    [InlineData("http://127.0.0.1:4010/jira", true)]
    [InlineData("http://LocalHost:4011/jira", true)]
    [InlineData("https://[::1]:4012", true)]
    [InlineData("http://127.0.0.1:4011/jira", false)]
    [InlineData("http://127.0.0.1/jira", false)]
    [InlineData("http://127.0.0.2:4010/jira", false)]
    [InlineData("http://api.github.com:4010", false)]
    public void The_operator_may_allow_single_hosts(string text, bool allowed)
    {
        var guard = Allowing("127.0.0.1:4010", "localhost:4011", "[::1]:4012");

        var fault = Record.Exception(() => guard.Parse(text));

        Assert.Equal(allowed, fault is null);
    }

    [Fact]
    public async Task The_address_that_is_checked_is_the_one_that_is_connected_to()
    {
        await using var stub = await StubHttp.StartAsync(_ => { });
        var asked = 0;
        var guard = new AddressGuard(Options.Create(new SourceHttpOptions()))
        {
            // A name that is harmless when it is asked for the first time and points inside from then on.
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? IPAddress.Parse("192.0.2.1") : IPAddress.Loopback]),
        };

        await Assert.ThrowsAsync<SourceException>(() => GetAsync(guard, $"http://rebound.test:{stub.Address.Port}/"));
        await Assert.ThrowsAsync<SourceException>(() => GetAsync(guard, $"http://rebound.test:{stub.Address.Port}/"));

        Assert.Equal(2, asked);
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public async Task One_private_address_among_public_ones_is_enough_to_refuse()
    {
        var guard = new AddressGuard(Options.Create(new SourceHttpOptions())) { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("140.82.121.6"), IPAddress.Loopback]) };

        await Assert.ThrowsAsync<SourceException>(() => GetAsync(guard, "http://mixed.test/"));
    }

    [Fact]
    public async Task An_allowed_host_is_resolved_once_and_connected_to()
    {
        await using var stub = await StubHttp.StartAsync(app => app.MapGet("/", () => "here"));
        var asked = 0;
        var guard = new AddressGuard(Options.Create(new SourceHttpOptions { AllowedHosts = { $"simulator.test:{stub.Address.Port}" } }))
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? IPAddress.Loopback : IPAddress.Parse("192.0.2.1")]),
        };

        Assert.Equal("here", await GetAsync(guard, $"http://simulator.test:{stub.Address.Port}/"));
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/x", 302)]
    [InlineData("http://169.254.169.254/latest/meta-data", 301)]
    [InlineData("//evil.test/x", 307)]
    public async Task A_redirect_to_elsewhere_is_not_followed(string target, int status)
    {
        await using var stub = await StubHttp.StartAsync(app => app.MapGet("/x", (HttpContext context) =>
        {
            context.Response.Headers.Location = target;
            context.Response.StatusCode = status;
        }));
        await using var services = Connectors.Start(null, ("AllowPrivateNetworks", "false"), ("AllowedHosts:0", stub.Address.Authority));

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.GetRequiredService<SourceHttpFactory>()
            .Open(stub.Address, new TestDialect()).SendAsync(TestCalls.Get, AnswerReaders.Raw, TestContext.Current.CancellationToken));

        Assert.Contains("not followed", fault.Message, StringComparison.Ordinal);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_name_that_resolves_to_the_inside_is_refused_when_it_is_connected_to()
    {
        // The machine's own name is no address, so only resolving it tells.
        await using var services = Connectors.Start(null, ("AllowPrivateNetworks", "false"), ("Retries", "1"));

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.GetRequiredService<SourceHttpFactory>()
            .Open(new("http://localhost:9/"), new TestDialect()).SendAsync(TestCalls.Get, AnswerReaders.Raw, TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.InvalidSettings, fault.Fault);
        Assert.Contains("private network", fault.Message, StringComparison.Ordinal);
    }

    private static AddressGuard Allowing(params string[] hosts)
    {
        var options = new SourceHttpOptions();
        foreach (var host in hosts)
        {
            options.AllowedHosts.Add(host);
        }

        return new(Options.Create(options));
    }

    private static async Task<string> GetAsync(AddressGuard guard, string address)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync, UseProxy = false };
        using var client = new HttpClient(handler);
        try
        {
            return await client.GetStringAsync(address, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is SourceException refused)
        {
            throw refused;
        }
    }
}
