using System.Diagnostics;
using System.Net;
using Cto.Testing;

namespace Cto.Web.Tests.Nodes;

/// <summary>Limits hold for the installation, and for each node while Redis is away: never open, never closed.</summary>
public sealed class SharedLimitTests
{
    private const int Burst = 40;
    private const int Asked = 60;

    [Fact]
    public async Task Requests_are_counted_at_both_nodes_together()
    {
        await using var nodes = await TwoNodes.StartAsync(null, Limited);
        using var one = nodes.One.Client();
        using var other = nodes.Other.Client();
        var clock = Stopwatch.StartNew();

        var answered = await AnsweredAsync(one) + await AnsweredAsync(other);

        Assert.InRange(answered, Burst, Burst + 1 + (int)clock.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task While_redis_is_away_each_node_counts_by_itself()
    {
        using var redis = RedisServer.Start();
        await using var nodes = await TwoNodes.StartAsync(redis, Limited);
        redis.Stop();
        foreach (var node in new[] { nodes.One, nodes.Other })
        {
            using var client = node.Client();
            var clock = Stopwatch.StartNew();
            Assert.InRange(await AnsweredAsync(client), Burst, Burst + 1 + (int)clock.Elapsed.TotalSeconds);
        }
    }

    [Fact]
    public async Task Guesses_are_counted_at_both_nodes_together()
    {
        await using var nodes = await TwoNodes.StartAsync();
        for (var guess = 0; guess < 10; guess++)
        {
            Assert.Equal("wrong", await GuessAsync(guess % 2 == 0 ? nodes.One : nodes.Other, guess % 3 == 0 ? "Anna@Example.com " : "anna@example.com"));
        }

        Assert.Equal("throttled", await GuessAsync(nodes.One, "anna@example.com"));
        Assert.Equal("throttled", await GuessAsync(nodes.Other, "anna@example.com"));
        Assert.Equal("wrong", await GuessAsync(nodes.Other, "berta@example.com"));
    }

    [Fact]
    public async Task Who_signs_in_at_one_node_is_forgiven_at_both()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var owner = await nodes.One.OwnerByLinkAsync();
        for (var guess = 0; guess < 9; guess++)
        {
            await GuessAsync(nodes.Other, SharedWeb.OwnerEmail);
        }

        using var browser = nodes.One.Browser();
        using var signedIn = await browser.PostAsync("/sign-in", ("email", SharedWeb.OwnerEmail), ("password", SharedWeb.OwnerPassword));

        Assert.Equal("/", signedIn.Headers.Location?.OriginalString);
        Assert.Equal("wrong", await GuessAsync(nodes.Other, SharedWeb.OwnerEmail));
        Assert.Equal("wrong", await GuessAsync(nodes.Other, SharedWeb.OwnerEmail));
    }

    [Fact]
    public async Task Guessing_is_put_off_while_redis_is_away_and_what_the_node_knew_before_counts()
    {
        using var redis = RedisServer.Start();
        await using var web = await TestWeb.StartAsync(settings: new Dictionary<string, string> { ["ConnectionStrings:redis"] = redis.ConnectionString });
        for (var guess = 0; guess < 10; guess++)
        {
            if (guess == 5)
            {
                redis.Stop();
            }

            Assert.Equal("wrong", await GuessAsync(web, "anna@example.com"));
        }

        Assert.Equal("throttled", await GuessAsync(web, "anna@example.com"));
        Assert.Equal("wrong", await GuessAsync(web, "berta@example.com"));
    }

    private static (string, string)[] Limited => [("Api:RateLimit:Burst", $"{Burst}"), ("Api:RateLimit:PerSecond", "1")];

    private static async Task<int> AnsweredAsync(HttpClient client)
    {
        var address = new Uri("/api/v1/connectors", UriKind.Relative);
        var answers = await Task.WhenAll(Enumerable.Range(0, Asked).Select(_ => client.GetAsync(address, TestContext.Current.CancellationToken)));
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{answer.StatusCode}"));
        return answers.Count(answer => answer.StatusCode == HttpStatusCode.OK);
    }

    private static async Task<string?> GuessAsync(TestWeb web, string email)
    {
        using var guesser = web.Browser();
        using var answer = await guesser.PostAsync("/sign-in", ("email", email), ("password", "guess"));
        return answer.Headers.Location?.OriginalString["/sign-in?error=".Length..];
    }
}
