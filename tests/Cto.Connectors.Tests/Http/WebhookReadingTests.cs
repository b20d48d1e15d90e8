using System.Text;
using Cto.Connectors.Http;
using Cto.Connectors.Slack;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Http;

public sealed class WebhookReadingTests
{
    [Theory]
    [InlineData("null", "Nothing in it.")]
    [InlineData("", "Not ours.")]
    [InlineData("payload=%7B%7D", "Not ours.")]
    [InlineData("[]", "Not ours.")]
    [InlineData("{}", "The settings of the source make no sense: The address is none.")]
    public void What_cannot_be_read_is_ignored_with_the_reason(string body, string reason)
    {
        var outcome = Delivery(body).Read(SlackJson.Default.SlackEvent, _ => throw new SourceException(SourceFault.InvalidSettings, "The address is none."), "Nothing in it.", "Not ours.");

        Assert.Equal((WebhookVerdict.Ignored, reason), (outcome.Verdict, outcome.Reason));
    }

    [Fact]
    public void What_can_be_read_is()
    {
        var outcome = Delivery("""{"type":"team_join"}""").Read(SlackJson.Default.SlackEvent, told => WebhookOutcome.Accepted() with { Refresh = [told.Type!] });

        Assert.Equal((WebhookVerdict.Accepted, "team_join"), (outcome.Verdict, Assert.Single(outcome.Refresh)));
    }

    private static WebhookDelivery Delivery(string body) => new(new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body), Connectors.Today);
}
