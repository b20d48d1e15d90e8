using System.Text;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Tests.Facts;
using Cto.Insights.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights.Tests.Sources;

public sealed class SourceStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private TestStore _store = null!;
    private Guid _tenant;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SourceStore Sources => _store.Services.GetRequiredService<SourceStore>();

    private NewSource Shop => new()
    {
        TenantId = _tenant,
        Connector = "github",
        Name = "Shop",
        Settings = new(new Dictionary<string, string> { ["organisation"] = "acme" }),
        Credentials = new("token", new Dictionary<string, Secret> { ["token"] = new("sesame-open") }),
    };

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync();
        _tenant = await _store.TenantAsync();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_source_comes_back_as_it_was_connected()
    {
        var id = await Sources.CreateAsync(Shop, Token);
        var found = (await Sources.FindAsync(_tenant, id, Token))!;
        Assert.Equal(("github", "Shop", "acme", "token"), (found.Connector, found.Name, found.Settings.Text("organisation"), found.CredentialKind));
        Assert.Equal(SourceState.Idle, found.Condition.State);
        var connection = await Sources.ConnectAsync(found, Token);
        Assert.Equal("sesame-open", connection.Credentials!.Reveal("token"));
        Assert.Equal(id, Assert.Single(await Sources.ListAsync(_tenant, Token)).Id);
        Assert.Equal(_tenant, await Sources.TenantOfAsync(id, Token));
    }

    [Fact]
    public async Task Credentials_are_stored_sealed_and_open_for_their_source_only()
    {
        var id = await Sources.CreateAsync(Shop, Token);
        var other = await Sources.CreateAsync(Shop with { Name = "Other" }, Token);
        await using (var connection = await _store.Database.OpenAsync(_tenant, Token))
        {
            var bytes = await Dapper.SqlMapper.QuerySingleAsync<byte[]>(connection, "select credentials from source where id = @id", new { id });
            Assert.DoesNotContain("sesame", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
            await Dapper.SqlMapper.ExecuteAsync(connection, "update source set credentials = (select credentials from source where id = @id) where id = @other", new { id, other });
        }

        var stolen = await Assert.ThrowsAsync<SourceException>(async () => await Sources.ConnectAsync((await Sources.FindAsync(_tenant, other, Token))!, Token));
        Assert.Equal(SourceFault.Unauthorized, stolen.Fault);
        Assert.Equal("Give the credentials again.", stolen.Remedy);
    }

    [Fact]
    public async Task Two_sources_of_a_tenant_have_two_names_and_another_tenant_may_have_the_same()
    {
        await Sources.CreateAsync(Shop, Token);
        await Assert.ThrowsAsync<SourceNameTakenException>(() => Sources.CreateAsync(Shop with { Name = "SHOP" }, Token));
        await Sources.CreateAsync(Shop with { TenantId = await _store.TenantAsync() }, Token);
    }

    [Fact]
    public async Task Another_tenant_finds_nothing()
    {
        var id = await Sources.CreateAsync(Shop, Token);
        var stranger = await _store.TenantAsync();
        Assert.Null(await Sources.FindAsync(stranger, id, Token));
        Assert.Empty(await Sources.ListAsync(stranger, Token));
        Assert.False(await Sources.UpdateAsync(id, Shop with { TenantId = stranger }, Token));
    }

    [Fact]
    public async Task The_condition_is_kept_whole()
    {
        var id = await Sources.CreateAsync(Shop, Token);
        var condition = new SourceCondition
        {
            State = SourceState.Failing,
            LastSuccessAt = Noon,
            LastAttemptAt = Noon.AddMinutes(1),
            NextAttemptAt = Noon.AddMinutes(2),
            ThrottledUntil = Noon.AddMinutes(3),
            Failures = 4,
            Fault = new(SourceFault.Unavailable, "No answer.", "Wait.", Noon),
            Progress = new("pulls", 1, null, 2.5, "more", Noon),
            Warnings = ["shallow"],
        };
        await Sources.SaveAsync(_tenant, id, condition, Token);
        var found = (await Sources.FindAsync(_tenant, id, Token))!;
        Assert.Equal(condition with { Warnings = [] }, found.Condition with { Warnings = [] });
        Assert.Equal(["shallow"], found.Condition.Warnings);
        Assert.Equal(60, found.ToStatus(Noon.AddMinutes(1)).LagSeconds);
    }

    [Fact]
    public async Task New_settings_read_from_the_start_and_new_credentials_go_on()
    {
        var id = await Sources.CreateAsync(Shop, Token);
        var facts = _store.Services.GetRequiredService<FactStore>();
        await facts.WriteAsync(new(_tenant, id, "pulls", new() { Facts = [FactSamples.PullRequest], Cursor = "c1" }), Token);
        Assert.True(await Sources.UpdateAsync(id, Shop with { Name = "Renamed", Credentials = null }, Token));
        Assert.Equal("c1", (await Sources.FindAsync(_tenant, id, Token))!.Streams["pulls"].Cursor);
        Assert.True(await Sources.UpdateAsync(id, Shop with { Settings = new(new Dictionary<string, string>(Shop.Settings.Values) { [Polling.SettingName] = "60", [MonthlyBudget.Setting.Name] = "10" }) }, Token));
        Assert.Equal("c1", (await Sources.FindAsync(_tenant, id, Token))!.Streams["pulls"].Cursor);
        Assert.True(await Sources.UpdateAsync(id, Shop with { Settings = SourceSettings.Empty }, Token));
        Assert.Null((await Sources.FindAsync(_tenant, id, Token))!.Streams["pulls"].Cursor);
    }

    [Fact]
    public async Task Where_pulls_ended_is_kept_beside_what_they_brought()
    {
        var id = await Sources.CreateAsync(Shop, Token);
        await _store.Services.GetRequiredService<FactStore>().WriteAsync(new(_tenant, id, "pulls", new() { Facts = [FactSamples.PullRequest], Cursor = "c1" }), Token);
        var fault = new SourceFaultReport(SourceFault.Forbidden, "The token lacks a scope.", "Give it.", Noon);
        await Sources.SaveEndsAsync(_tenant, id, new Dictionary<string, StreamEnd> { ["pulls"] = new(Noon, null), ["alerts"] = new(null, fault) }, Token);
        var streams = (await Sources.FindAsync(_tenant, id, Token))!.ToStatus(Noon.AddMinutes(2)).Streams;
        Assert.Equal((1L, Noon, 120d, null), (streams["pulls"].Facts, streams["pulls"].KnownUntil, streams["pulls"].LagSeconds, streams["pulls"].Fault));
        Assert.Equal(new StreamStatus(0, null) { Fault = fault }, streams["alerts"]);
        await Sources.SaveEndsAsync(_tenant, id, new Dictionary<string, StreamEnd> { ["alerts"] = new(Noon, null) }, Token);
        Assert.Null((await Sources.FindAsync(_tenant, id, Token))!.Streams["alerts"].End.Fault);
        await Sources.RewindAsync(_tenant, id, Token);
        Assert.Null((await Sources.FindAsync(_tenant, id, Token))!.Streams["pulls"].End.KnownUntil);
    }

    [Fact]
    public async Task Pushed_facts_have_one_source_a_tenant_however_many_ask_at_once()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Sources.PushSourceAsync(_tenant, Token)));
        Assert.Single(ids.Distinct());
        Assert.Equal("push", Assert.Single(await Sources.ListAsync(_tenant, Token)).Connector);
    }

    [Fact]
    public async Task Of_the_history_of_syncs_the_newest_stay()
    {
        var id = await Sources.CreateAsync(Shop, Token);
        var runs = _store.Services.GetRequiredService<SyncRuns>();
        await _store.AsOwnerAsync<int>($"""
            set cto.tenant = '{_tenant}';
            insert into sync_run (tenant_id, source_id, started_at, ended_at, outcome, pages, inserted, updated, unchanged, withdrawn, rejected)
            select '{_tenant}', '{id}', '2026-01-01'::timestamptz + n * interval '1 minute', now(), 'succeeded', 0, 0, 0, 0, 0, 0 from generate_series(1, {SyncRuns.Kept}) n
            """);
        await runs.RecordAsync(_tenant, id, new(Noon, Noon, SyncOutcome.Failed, SourceFault.NotFound, 3, new() { Inserted = 5 }), Token);
        await using var connection = await _store.Database.OpenAsync(_tenant, Token);
        var kept = await Dapper.SqlMapper.QuerySingleAsync<(long, DateTime)>(connection, "select count(*), min(started_at) from sync_run");
        Assert.Equal((SyncRuns.Kept, new DateTime(2026, 1, 1, 0, 2, 0, DateTimeKind.Utc)), kept);
    }
}
