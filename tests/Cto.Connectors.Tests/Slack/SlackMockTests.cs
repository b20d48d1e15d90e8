using Cto.Connectors.Http;
using Cto.Connectors.Slack;
using Cto.Connectors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Slack;

/// <summary>The connector's methods against a server that is made of Slack's own description and refuses what is not in it.</summary>
[Collection(MockVendors.Collection)]
public sealed class SlackMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_method_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var address = await vendors.AddressAsync("slack");
        var api = services.GetRequiredService<SourceHttpFactory>().Open(address, new OldDialect()).For<ISlackApi>(SlackJson.Default);
        var token = TestContext.Current.CancellationToken;

        Assert.NotNull((await api.IdentityAsync(token)).TeamId);
        Assert.NotNull((await api.UsersAsync(200, null, token)).Members![0]!.Id);
        Assert.NotNull((await api.ChannelsAsync("public_channel", false, 200, null, token)).Channels![0]!.Name);
        Assert.NotNull((await api.PostAsync(new Dictionary<string, object> { ["channel"] = "C1", ["text"] = "hello", ["mrkdwn"] = "true" }, token)).Ts);
    }

    // The description is of the time when the token was a header of its own; Slack takes it as a bearer token since.
    private sealed class OldDialect : HttpDialect
    {
        public override string Kind => "slack";

        public override string Vendor => "Slack";

        public override string LimitKey => "slack:mock";

        public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("token", "xoxb-mock");
            request.Headers.Authorization = new("Bearer", "xoxb-mock");
            return ValueTask.CompletedTask;
        }
    }
}
