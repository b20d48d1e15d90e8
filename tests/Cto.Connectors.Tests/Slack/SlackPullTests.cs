using Cto.Connectors.Slack;
using Cto.Domain.Catalogue;
using Cto.Domain.Collaboration;
using Cto.Domain.Governance;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Slack;

public sealed class SlackPullTests
{
    [Fact]
    public async Task Members_are_accounts_and_human_beings_are_people_too()
    {
        await using var slack = await StubSlack.StartAsync();
        slack.Members.AddRange(
        [
            StubSlack.Member("U1", "ada", admin: true, mfa: false),
            StubSlack.Member("U2", "ben", deleted: true),
            StubSlack.Member("U3", "eve", emoji: ":palm_tree:"),
            StubSlack.Member("B1", "deploybot", bot: true),
            new { id = "USLACKBOT", name = "slackbot", team_id = "T1" },
            new { id = "U9", name = "guest of another company", team_id = "T9", is_stranger = true },
            new { id = (string?)null },
        ]);

        var facts = await PullAsync(slack, SlackStreams.Users);

        Assert.Equal(
            [
                ("slack:T1/user/U1", "ada", AccountKind.Person, AccountStatus.Active, false, "admin", true),
                ("slack:T1/user/U2", "ben", AccountKind.Person, AccountStatus.Deleted, null, null, null),
                ("slack:T1/user/U3", "eve", AccountKind.Person, AccountStatus.Active, null, "member", false),
                ("slack:T1/user/B1", "deploybot", AccountKind.Service, AccountStatus.Active, null, "bot", false),
                ("slack:T1/user/USLACKBOT", "slackbot", AccountKind.Service, AccountStatus.Active, null, "bot", (bool?)false),
            ],
            facts.OfType<Account>().Select(account => (account.Key, account.Login, account.Kind, account.Status, account.Mfa, account.Role, account.Privileged)));
        Assert.Equal(
            [("ada Doe", "ada@acme.test", PersonStatus.Active), ("ben Doe", "ben@acme.test", PersonStatus.Left), ("eve Doe", "eve@acme.test", PersonStatus.OnLeave)],
            facts.OfType<Person>().Select(person => (person.Name, person.Email!, person.Status)));
        Assert.Equal(("https://acme.slack.com/team/U1", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), "Engineer"), (facts.OfType<Person>().First().Url!, facts[0].ChangedAt!.Value, facts.OfType<Person>().First().Title!));
    }

    [Fact]
    public async Task Channels_are_read_page_by_page_and_from_where_a_pull_broke_off()
    {
        await using var slack = await StubSlack.StartAsync();
        slack.PageSize = 2;
        slack.Channels.AddRange([new { id = "C2", name = "payments", is_private = true }, new { id = "C3", name = "old", is_archived = true }, new { id = "D1", name = (string?)null }]);
        await using var services = Connectors.Start();
        var (pages, fault) = await services.Connector("slack").PagesAsync(slack.Source(), SlackStreams.Channels);

        Assert.Null(fault);
        var channels = pages.Facts().Cast<Channel>().ToList();
        Assert.Equal([("general", false, false, 70), ("payments", true, false, null), ("old", false, true, (int?)null)], channels.Select(channel => (channel.Name, channel.Private, channel.Archived, channel.Members)));
        Assert.Equal(("slack:T1/channel/C1", "All of us", "https://acme.slack.com/archives/C1"), (channels[0].Key, channels[0].Topic, channels[0].Url));

        var (resumed, _) = await services.Connector("slack").PagesAsync(slack.Source(), SlackStreams.Channels, pages[0].Cursor);
        Assert.Equal(["old"], resumed.Facts().Cast<Channel>().Select(channel => channel.Name));
        var (again, _) = await services.Connector("slack").PagesAsync(slack.Source(), SlackStreams.Channels, pages[^1].Cursor);
        Assert.Equal(3, again.Facts().Count());
    }

    [Fact]
    public async Task A_place_that_Slack_forgot_is_the_beginning()
    {
        await using var slack = await StubSlack.StartAsync();
        var asked = 0;
        slack.Misbehave = method => method == "users.list" && asked++ == 0 ? new { ok = false, error = "invalid_cursor" } : null;
        slack.Members.Add(StubSlack.Member("U1", "ada"));
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("slack").PagesAsync(slack.Source(), SlackStreams.Users, """{"next":"0"}""");

        Assert.Null(fault);
        Assert.Equal(2, pages.Facts().Count());
    }

    [Theory]
    [InlineData("invalid_auth", SourceFault.Unauthorized, "Slack does not accept the token (invalid_auth).")]
    [InlineData("token_revoked", SourceFault.Unauthorized, "Slack does not accept the token (token_revoked).")]
    [InlineData("missing_scope", SourceFault.Forbidden, "The members: the token lacks the scope users:read; it has channels:read.")]
    [InlineData("ratelimited", SourceFault.Throttled, "Slack asks us to wait (ratelimited).")]
    [InlineData("internal_error", SourceFault.Unavailable, "The members: Slack cannot answer now (internal_error).")]
    [InlineData("what_is_this", SourceFault.UnexpectedReply, "The members: Slack refuses it (what_is_this).")]
    public async Task A_fault_in_a_good_status_is_a_fault(string error, SourceFault expected, string message)
    {
        await using var slack = await StubSlack.StartAsync();
        slack.Misbehave = method => method == "users.list" ? new { ok = false, error, needed = "users:read", provided = "channels:read" } : null;
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("slack").PagesAsync(slack.Source(), SlackStreams.Users);

        Assert.Empty(pages);
        Assert.Equal((expected, message), (fault!.Fault, fault.Message));
    }

    [Fact]
    public async Task Without_the_scope_for_private_channels_the_public_ones_are_read()
    {
        await using var slack = await StubSlack.StartAsync();
        slack.Misbehave = method => method.EndsWith("private_channel", StringComparison.Ordinal) ? new { ok = false, error = "missing_scope", needed = "groups:read", provided = "channels:read" } : null;
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("slack").PagesAsync(slack.Source(), SlackStreams.Channels);

        Assert.Null(fault);
        Assert.Single(pages.Facts());
        Assert.Contains("groups:read", Assert.Single(pages[0].Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_connection_says_as_whom_and_what_is_missing()
    {
        await using var slack = await StubSlack.StartAsync();
        slack.Members.AddRange([new { id = "U1", name = "ada", profile = new { } }, new { id = "U2", name = "ben", profile = new { } }]);
        await using var services = Connectors.Start();

        var check = await services.Connector("slack").CheckAsync(slack.Source(), TestContext.Current.CancellationToken);

        Assert.Equal("Connected as cto to Acme: 2 people in reach.", check.Summary);
        Assert.Contains("users:read.email", Assert.Single(check.Warnings), StringComparison.Ordinal);
        Assert.All(slack.Http.Requests, request => Assert.Equal("Bearer xoxb-stub", request.Header("Authorization")));
    }

    [Fact]
    public async Task Lists_stay_below_their_tier_of_twenty_a_minute()
    {
        await using var slack = await StubSlack.StartAsync();
        slack.PageSize = 1;
        slack.Members.AddRange(Enumerable.Range(1, 30).Select(i => StubSlack.Member($"U{i}", $"p{i}")));
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("slack").PagesAsync(slack.Source(), SlackStreams.Users);

        Assert.Equal(SourceFault.Throttled, fault!.Fault);
        Assert.InRange(pages.Count, 16, 18);
        Assert.InRange(fault.RetryAt!.Value, Connectors.Today, Connectors.Today.AddMinutes(1));
    }

    private static async Task<List<Domain.Fact>> PullAsync(StubSlack slack, string stream)
    {
        await using var services = Connectors.Start();
        var (pages, fault) = await services.Connector("slack").PagesAsync(slack.Source(), stream);
        Assert.Null(fault);
        return [.. pages.Facts()];
    }
}
