using System.Text.Json;
using Cto.Testing;
using Cto.Web.Security.Tokens;

namespace Cto.Web.Tests.EndToEnd.GitHub;

/// <summary>A process that is killed in the middle of a sync, and the one that comes after it.</summary>
public sealed class GitHubCrashTests
{
    private const string All = "from=2018-01-01&to=2023-01-01";

    private static readonly string[] Insights = ["pull-requests.cycle-time", "pull-requests.review-load", "delivery.lead-time", "delivery.dora"];

    [Fact]
    public async Task Killed_in_the_middle_of_every_stream_the_source_ends_where_it_would_have_ended()
    {
        var recording = Recording.Open();
        await using var github = await recording.ServeAsync();
        var (database, token) = (await PostgresCluster.Shared.CreateDatabaseAsync(TestContext.Current.CancellationToken), TokenText.NewToken());
        string company, undisturbed, killed;
        await using (var web = await WebProcess.StartAsync(database, token, LoopbackWeb.Settings))
        {
            using var installer = web.Client(token);
            company = (await LoopbackWeb.CompanyAsync(installer)).Token;
            using var other = web.Client((await LoopbackWeb.CompanyAsync(installer)).Token);
            await other.SyncedAsync(await other.ConnectAsync(github, Recording.Repository, ("deploymentsFrom", "releases")));
            undisturbed = await NumbersAsync(other);

            var reached = HangAt(github, "/actions/runs", 3);
            using var tenant = web.Client(company);
            killed = await tenant.ConnectAsync(github, Recording.Repository, ("deploymentsFrom", "releases"));
            await reached;
            Assert.Equal("syncing", (await tenant.FetchAsync($"/api/v1/sources/{killed}")).GetProperty("state").GetString());
            await web.KillAsync();
        }

        var details = HangAt(github, "/pulls/41/reviews", 1);
        await using (var web = await WebProcess.StartAsync(database, token, LoopbackWeb.Settings))
        {
            using var tenant = web.Client(company);
            await details;
            await web.KillAsync();
        }

        github.Misbehave = _ => Task.FromResult(false);
        await using (var web = await WebProcess.StartAsync(database, token, LoopbackWeb.Settings))
        {
            using var tenant = web.Client(company);
            await tenant.SyncedAsync(killed);
            Assert.Equal(undisturbed, await NumbersAsync(tenant));
            Assert.Equal(18, (await tenant.InsightAsync("pull-requests.cycle-time", All)).GetProperty("answer").GetProperty("merged").GetInt32());
        }
    }

    /// <summary>From the nth such request on, the stub answers nobody; the task ends when the first one hangs.</summary>
    private static Task HangAt(StubGitHub github, string path, int nth)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = 0;
        github.Misbehave = async context =>
        {
            if (context.Request.Path.Value!.EndsWith(path, StringComparison.Ordinal) && Interlocked.Increment(ref seen) >= nth)
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return true;
            }

            return false;
        };
        return reached.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    // Answers and evidence alike; only the instants at which they were read differ.
    private static async Task<string> NumbersAsync(HttpClient tenant)
    {
        var numbers = new List<string>();
        foreach (var name in Insights)
        {
            var reply = await tenant.InsightAsync(name, All);
            var evidence = reply.GetProperty("evidence");
            numbers.Add(JsonSerializer.Serialize(new { answer = reply.GetProperty("answer"), rows = evidence.GetProperty("rows"), total = evidence.GetProperty("total"), excluded = evidence.GetProperty("excluded") }));
        }

        return string.Join('\n', numbers);
    }
}
