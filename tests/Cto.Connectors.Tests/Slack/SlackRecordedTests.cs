using System.Text.Json;
using Cto.Connectors.Slack;
using Cto.Domain.Catalogue;
using Cto.Domain.Governance;
using Cto.Testing;

namespace Cto.Connectors.Tests.Slack;

/// <summary>Every payload that was ever recorded of Slack is read; their values are emptied by Slack, so what shows is that their shapes are known.</summary>
public sealed class SlackRecordedTests
{
    private static readonly SlackWorkspace Workspace = new("T00000000", "Acme", null);

    [Fact]
    public void Every_recorded_answer_is_read()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.Equal(["auth.test", "chat.postMessage", "conversations.list", "users.list"], Directory.GetFiles(Specs.Path("recorded", "slack"), "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)!).Order());

        var user = Assert.Single(JsonSerializer.Deserialize(Line("users.list"), SlackJson.Default.SlackUsers)!.Members!)!;
        var facts = user.ToFacts(Workspace, Connectors.Today).ToList();
        Assert.Equal(("slack:T00000000/user/U00000000", false, DateTimeOffset.FromUnixTimeSeconds(12345)), (facts[0].Key, Assert.IsType<Account>(facts[0]).Mfa, facts[0].ChangedAt!.Value));
        // Emptied by Slack: no address, no title, and the name is the only thing left to call the person by.
        Assert.Equal((null, null, PersonStatus.Active), (Assert.IsType<Person>(facts[1]).Email, ((Person)facts[1]).Title, ((Person)facts[1]).Status));

        var channel = Assert.Single(JsonSerializer.Deserialize(Line("conversations.list"), SlackJson.Default.SlackChannels)!.Channels!)!;
        Assert.Equal(("D00000000", 12345), (channel.Id, channel.NumMembers));
        Assert.Null(channel.ToFact(Workspace));

        Assert.Equal(("T00000000", "https://www.example.com/", false), (JsonSerializer.Deserialize(Line("auth.test"), SlackJson.Default.SlackIdentity) is { } identity ? (identity.TeamId, identity.Url, identity.Ok) : default)!);
        Assert.Equal("0000000000.000000", JsonSerializer.Deserialize(Line("chat.postMessage"), SlackJson.Default.SlackPosted)!.Ts);
    }

    private static string Line(string method) => File.ReadLines(Specs.Path("recorded", "slack", $"{method}.jsonl")).Single();
}
