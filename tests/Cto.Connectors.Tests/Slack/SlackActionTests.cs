using Cto.Connectors.Slack.Actions;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Slack;

public sealed class SlackActionTests : IAsyncDisposable
{
    private static readonly PostMessage Hello = new() { Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), Channel = "#general", Text = "Costs rose by **40 %**: <!channel> [see](https://acme.test/a?b=1&c=2)" };

    private readonly ServiceProvider _services = Connectors.Start();

    [Fact]
    public async Task A_message_is_posted_once_and_its_address_told()
    {
        await using var slack = await StubSlack.StartAsync();

        var first = await ActAsync(slack, Hello);
        var second = await ActAsync(slack, Hello);

        Assert.Equal(("The message is in #general.", "#general", "https://acme.slack.com/archives/C1/p1.000100"), (first.Summary, first.Name!, first.Url!));
        Assert.Equal(first, second);
        Assert.Equal("Costs rose by *40 %*: &lt;!channel&gt; <https://acme.test/a?b=1&amp;c=2|see>", (string?)Assert.Single(slack.Messages)["text"]);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_found()
    {
        await using var slack = await StubSlack.StartAsync();
        var lost = false;
        slack.Misbehave = method => method == "chat.postMessage" && !lost && (lost = true) ? Results.StatusCode(504) : null;

        // The stub loses the message itself: nothing is there, and that is said.
        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(slack, Hello));
        var outcome = await ActAsync(slack, Hello);

        Assert.StartsWith("It is not known whether Slack took the message", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(outcome.Url);
        Assert.Single(slack.Messages);
    }

    [Fact]
    public async Task An_image_is_uploaded_where_Slack_says_without_the_token_and_shared_once()
    {
        await using var slack = await StubSlack.StartAsync();
        var action = Hello with { Image = new("cost.png", "image/png", new byte[] { 1, 2, 3 }) };

        var first = await ActAsync(slack, action);
        await ActAsync(slack, action);

        Assert.Equal(("The message with cost.png is in #general.", "https://acme.slack.com/files/F1"), (first.Summary, first.Url!));
        Assert.Equal([1, 2, 3], slack.Uploads["cost-0f8fad5b.png"]);
        Assert.Contains("*40 %*", (string?)Assert.Single(slack.Messages)["text"], StringComparison.Ordinal);
        Assert.Null(slack.Http.Requests.Single(request => request.Target.StartsWith("/upload/", StringComparison.Ordinal)).Header("Authorization"));
    }

    [Fact]
    public async Task An_image_is_not_put_at_a_strangers_address()
    {
        await using var slack = await StubSlack.StartAsync();
        slack.Misbehave = method => method == "files.getUploadURLExternal" ? new { ok = true, file_id = "F1", upload_url = "https://evil.test/upload" } : null;

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(slack, Hello with { Image = new("cost.png", "image/png", new byte[] { 1 }) }));

        Assert.Contains("an address that is not its own", fault.Message, StringComparison.Ordinal);
        Assert.Empty(slack.Uploads);
    }

    [Theory]
    [InlineData("#mars", null, "Slack has no channel #mars that the app can see.")]
    [InlineData("#general", "not_in_channel", "The message: the app is not in the channel.")]
    [InlineData("#general", "missing_scope", "The message: the token lacks the scope chat:write; it has channels:read.")]
    public async Task A_refusal_says_why(string channel, string? error, string message)
    {
        await using var slack = await StubSlack.StartAsync();
        slack.Misbehave = method => error is not null && method == "chat.postMessage" ? new { ok = false, error, needed = "chat:write", provided = "channels:read" } : null;

        Assert.Equal(message, (await Assert.ThrowsAsync<SourceException>(() => ActAsync(slack, Hello with { Channel = channel }))).Message);
        Assert.Empty(slack.Messages);
    }

    [Fact]
    public async Task Without_the_right_to_look_a_message_is_posted_all_the_same()
    {
        await using var slack = await StubSlack.StartAsync();
        slack.Misbehave = method => method == "conversations.history" ? new { ok = false, error = "missing_scope", needed = "channels:history" } : null;

        Assert.NotNull((await ActAsync(slack, Hello)).Url);
    }

    [Theory]
    [InlineData("# Head\n\ntext", "*Head*\n\ntext")]
    [InlineData("- a\n- b\n  1. c", "• a\n• b\n    1. c")]
    [InlineData("`a<b` ~~x~~ _y_", "`a&lt;b` ~x~ _y_")]
    [InlineData("```\nx > 1\n```", "```\nx &gt; 1\n```")]
    [InlineData("> a\n> b", "> a\n> b")]
    [InlineData("[x](javascript:alert) <https://a.test>", "x <https://a.test|https://a.test>")]
    public void Markdown_is_mrkdwn(string markdown, string expected) => Assert.Equal(expected, SlackText.Of(markdown));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private Task<ActionOutcome> ActAsync(StubSlack slack, SourceAction action) => _services.Connector("slack").Actions!.ActAsync(slack.Source(), action, TestContext.Current.CancellationToken);
}
