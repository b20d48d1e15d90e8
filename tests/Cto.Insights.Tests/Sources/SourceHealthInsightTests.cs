using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Sources.SourceHealth;
using Cto.Insights.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights.Tests.Sources;

public sealed class SourceHealthInsightTests
{
    private const string Health = "sources.health";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_source_says_how_fresh_it_is_and_what_is_wrong()
    {
        var company = await Company.StartAsync();
        var good = await ConnectAsync(company, "GitHub", new() { State = SourceState.Idle, LastSuccessAt = company.Now.AddMinutes(-5), CredentialExpiresAt = company.Now.AddDays(5) });
        await ConnectAsync(company, "Jira", new()
        {
            State = SourceState.Failing, LastSuccessAt = company.Now.AddDays(-1), Fault = new(SourceFault.Unauthorized, "Jira refused the token.", "Give new credentials.", company.Now.AddDays(-1)),
        });
        await ConnectAsync(company, "Circle", new() { State = SourceState.Paused });
        await RunAsync(company, good, (-100, SyncOutcome.Succeeded), (-90, SyncOutcome.Failed), (-80, SyncOutcome.Failed), (-60, SyncOutcome.Succeeded), (-50, SyncOutcome.Failed), (-40, SyncOutcome.Succeeded));
        var reply = await company.AskAsync(Health);
        var answer = Assert.IsType<SourceHealthAnswer>(reply.Answer);
        Assert.Equal((3, 1, 1, 0, 1), (answer.Total, answer.Healthy, answer.Failing, answer.Throttled, answer.Paused));
        Assert.Equal(company.Now.AddDays(-1), answer.AsOf);
        // What needs somebody first: it fails; its credential ends.
        Assert.Equal(["Jira", "GitHub", "Circle"], answer.Sources.Select(source => source.Name));
        var github = Assert.Single(answer.Sources, source => source.Name == "GitHub");
        Assert.Equal((300.0, 0.5, 20 * 60.0), (github.LagSeconds, github.Figures.FailureRate, github.Figures.MedianRecoverySeconds));
        // Known for 100 minutes; down from -90 to -60 and from -50 to -40; fresh for at most 15 minutes after each success: 10, 10 and 15.
        Assert.Equal((0.6, 0.35), (Math.Round(github.Figures.Uptime!.Value, 9), Math.Round(github.Figures.Freshness!.Value, 9)));
        Assert.Equal(github.Figures, answer.Figures);
        Assert.Equal(["succeeded", "failed", "failed", "succeeded", "failed", "succeeded"], github.Recent.Select(sync => sync.Outcome));
        Assert.Equal(new(null, null, null, null, null), answer.Sources.Single(source => source.Name == "Jira").Figures);
        Assert.Contains("expire in 5 days", Assert.Single(github.Warnings), StringComparison.Ordinal);
        Assert.Contains("Jira has been failing for 24 hours: Jira refused the token. Give new credentials.", reply.Sentence, StringComparison.Ordinal);
        Assert.Equal(3, reply.Evidence.AsOf.Count);
    }

    [Fact]
    public async Task What_never_came_back_is_down_until_now_and_has_no_recovery_time()
    {
        var company = await Company.StartAsync();
        var jira = await ConnectAsync(company, "Jira", new() { State = SourceState.Failing, LastSuccessAt = company.Now.AddMinutes(-100) });
        var circle = await ConnectAsync(company, "Circle", new() { State = SourceState.Idle, LastSuccessAt = company.Now });
        await RunAsync(company, jira, (-100, SyncOutcome.Succeeded), (-75, SyncOutcome.Failed), (-60, SyncOutcome.Cancelled), (-50, SyncOutcome.Throttled), (-25, SyncOutcome.Failed));
        await RunAsync(company, circle, (-100, SyncOutcome.Failed), (-90, SyncOutcome.Succeeded));
        var answer = await company.AnswerAsync<SourceHealthAnswer>(Health);
        var figures = answer.Sources.Single(source => source.Name == "Jira").Figures;
        Assert.Equal((0.25, 2 / 3.0, null), (Math.Round(figures.Uptime!.Value, 9), figures.FailureRate!.Value, figures.MedianRecoverySeconds));
        // Both together: 85 of 200 minutes down, one outage of ten minutes.
        Assert.Equal((0.575, 0.6, 600.0), (Math.Round(answer.Figures.Uptime!.Value, 9), answer.Figures.FailureRate, answer.Figures.MedianRecoverySeconds));
    }

    [Fact]
    public async Task A_source_that_is_to_be_polled_every_hour_is_fresh_for_three()
    {
        var company = await Company.StartAsync();
        var hourly = await ConnectAsync(company, "Sonar", new() { State = SourceState.Idle, LastSuccessAt = company.Now.AddMinutes(-40) }, ("pollMinutes", "60"));
        var usual = await ConnectAsync(company, "GitHub", new() { State = SourceState.Idle, LastSuccessAt = company.Now.AddMinutes(-40) });
        foreach (var source in new[] { hourly, usual })
        {
            await RunAsync(company, source, (-100, SyncOutcome.Succeeded), (-40, SyncOutcome.Succeeded));
        }

        var answer = await company.AnswerAsync<SourceHealthAnswer>(Health);
        // The other one's connector is not known: a quarter of an hour after each of its two syncs.
        Assert.Equal((1, 0.3), (answer.Sources.Single(source => source.Id == hourly).Figures.Freshness, Math.Round(answer.Sources.Single(source => source.Id == usual).Figures.Freshness!.Value, 9)));
    }

    [Fact]
    public async Task A_source_of_which_a_stream_cannot_be_read_is_not_healthy_and_says_which()
    {
        var company = await Company.StartAsync();
        var id = await ConnectAsync(company, "GitHub", new() { State = SourceState.Idle, LastSuccessAt = company.Now });
        await company.Store.Services.GetRequiredService<SourceStore>().SaveEndsAsync(
            company.Tenant.Id, id, new Dictionary<string, StreamEnd> { ["alerts"] = new(null, new(SourceFault.Forbidden, "The token lacks security_events.", "Give it.", company.Now)) }, Cancel);
        await company.PushAsync(Company.Deployed("V1", 1));
        var health = await company.AskAsync(Health);
        Assert.Equal((2, 1), (((SourceHealthAnswer)health.Answer!).Total, ((SourceHealthAnswer)health.Answer).Healthy));
        Assert.Contains("GitHub: alerts cannot be read: The token lacks security_events. Give it.", health.Sentence, StringComparison.Ordinal);
        Assert.Equal(["GitHub: alerts cannot be read: The token lacks security_events."], (await company.AskAsync("delivery.dora")).Evidence.Partial);
    }

    [Fact]
    public async Task Without_sources_nothing_is_connected_and_another_tenants_do_not_show()
    {
        await ConnectAsync(await Company.StartAsync(), "GitHub", new() { State = SourceState.Idle });
        var reply = await (await Company.StartAsync()).AskAsync(Health);
        Assert.Equal((InsightStatus.NotConnected, null), (reply.Status, reply.Answer));
    }

    [Fact]
    public async Task Answers_of_other_insights_say_which_source_is_behind()
    {
        var company = await Company.StartAsync();
        await ConnectAsync(company, "GitHub", new() { State = SourceState.Throttled });
        await company.PushAsync(Company.Deployed("V1", 1));
        var reply = await company.AskAsync("delivery.dora");
        Assert.Equal(InsightStatus.Partial, reply.Status);
        Assert.Equal(["GitHub is throttled."], reply.Evidence.Partial);
        Assert.Null(reply.Evidence.AsOf["GitHub"]);
    }

    [Fact]
    public async Task A_source_that_is_behind_makes_an_answer_stale_since_its_last_success()
    {
        var company = await Company.StartAsync();
        await ConnectAsync(company, "GitHub", new() { State = SourceState.Idle, LastSuccessAt = company.Now.AddMinutes(-5) });
        await company.PushAsync(Company.Deployed("V1", 1));
        Assert.Null((await company.AskAsync("delivery.dora")).Evidence.StaleSince);
        await ConnectAsync(company, "GitLab", new() { State = SourceState.Idle, LastSuccessAt = company.Now.AddHours(-7) });
        var reply = await company.AskAsync("delivery.dora");
        Assert.Equal((InsightStatus.Answered, company.Now.AddHours(-7)), (reply.Status, reply.Evidence.StaleSince));
    }

    [Fact]
    public async Task What_is_not_connected_says_what_could_be()
    {
        var reply = await (await Company.StartAsync()).AskAsync("pull-requests.open");
        Assert.Equal("No connected source brings pull requests. These can: facts pushed over the API.", reply.Sentence);
    }

    private static async Task<Guid> ConnectAsync(Company company, string name, SourceCondition condition, params (string Name, string Value)[] settings)
    {
        var sources = company.Store.Services.GetRequiredService<SourceStore>();
        var id = await sources.CreateAsync(new NewSource { TenantId = company.Tenant.Id, Connector = name.ToLowerInvariant(), Name = name, Settings = new(settings.ToDictionary(setting => setting.Name, setting => setting.Value)), CredentialExpiresAt = condition.CredentialExpiresAt }, Cancel);
        await sources.SaveAsync(company.Tenant.Id, id, condition, Cancel);
        return id;
    }

    private static async Task RunAsync(Company company, Guid source, params (double Minutes, SyncOutcome Outcome)[] runs)
    {
        var history = company.Store.Services.GetRequiredService<SyncRuns>();
        foreach (var (minutes, outcome) in runs)
        {
            var at = company.Now.AddMinutes(minutes);
            await history.RecordAsync(company.Tenant.Id, source, new SyncRun(at, at, outcome, null, 1, FactsWritten.Nothing), Cancel);
        }
    }
}
