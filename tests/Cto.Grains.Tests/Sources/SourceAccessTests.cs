using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Tests.Sources;

/// <summary>Tokens that end, while sources are read with them.</summary>
public sealed class SourceAccessTests : IAsyncLifetime
{
    private SourceHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SourceHost.StartAsync();
        _host.Connector.Accept = token =>
        {
            if (token != _host.OAuth.Valid)
            {
                throw new SourceException(SourceFault.Unauthorized, "Scripted does not accept the token.");
            }
        };
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_token_is_renewed_ahead_of_its_end_and_not_before()
    {
        var id = await ConnectAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(53));
        Assert.Equal("at-0", await OpenAsync(_host, id));

        _host.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("at-1", await OpenAsync(_host, id));
        Assert.Equal("at-1", await OpenAsync(_host, id));
        Assert.Equal(1, _host.OAuth.Refreshes);
    }

    [Fact]
    public async Task Many_callers_in_two_processes_renew_once()
    {
        var id = await ConnectAsync();
        await using var second = await _host.SecondAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.OAuth.BeforeRefresh = () => gate.Task;

        // Only now: the second process has woken the source, which may be the first to renew.
        _host.Clock.Advance(TimeSpan.FromHours(2));

        var opening = Task.WhenAll(Enumerable.Range(0, 12).Select(caller => OpenAsync(caller % 2 == 0 ? _host : second, id)));
        // The first asks the vendor; only when all others wait for it is it answered.
        await _host.WaitingForLocksAsync(11);
        gate.SetResult();
        var tokens = await opening;

        Assert.All(tokens, token => Assert.Equal("at-1", token));
        Assert.Equal((1, false), (_host.OAuth.Refreshes, _host.OAuth.Revoked));
    }

    [Fact]
    public async Task What_was_renewed_is_stored_with_the_rest_of_the_credentials()
    {
        var id = await ConnectAsync();
        _host.Clock.Advance(TimeSpan.FromHours(2));
        await OpenAsync(_host, id);

        await _host.RestartAsync();

        var stored = (await _host.Sources.ConnectAsync((await _host.Sources.FindAsync(_host.Tenant, id, Token))!, Token)).Credentials!;
        Assert.Equal(("at-1", "rt-1", "hook"), (stored.Reveal(OAuthCredential.Token), stored.Reveal(OAuthCredential.RefreshToken), stored.Reveal("webhookSecret")));
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_break_off_a_renewal()
    {
        var id = await ConnectAsync();
        _host.Clock.Advance(TimeSpan.FromHours(2));
        using var leave = new CancellationTokenSource();
        _host.OAuth.BeforeRefresh = leave.CancelAsync;

        await Record.ExceptionAsync(async () => await Access(_host).OpenAsync((await _host.Sources.FindAsync(_host.Tenant, id, Token))!, leave.Token));

        _host.OAuth.BeforeRefresh = () => Task.CompletedTask;
        Assert.Equal("at-1", await OpenAsync(_host, id));
    }

    [Fact]
    public async Task Credentials_that_a_person_gave_meanwhile_win()
    {
        var id = await ConnectAsync();
        _host.Clock.Advance(TimeSpan.FromHours(2));
        var pasted = new SourceCredentials("token", new Dictionary<string, Secret> { [OAuthCredential.Token] = new("pasted") });
        _host.OAuth.BeforeRefresh = () => _host.Sources.UpdateAsync(id, new() { TenantId = _host.Tenant, Connector = "scripted", Name = "one", Credentials = pasted }, Token);

        Assert.Equal("pasted", await OpenAsync(_host, id));
    }

    [Fact]
    public async Task While_the_vendor_cannot_renew_the_old_token_is_used_to_its_end()
    {
        var id = await ConnectAsync();
        _host.OAuth.BeforeRefresh = () => throw new SourceException(SourceFault.Unavailable, "Scripted cannot give tokens now.");
        _host.Clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal("at-0", await OpenAsync(_host, id));

        _host.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(SourceFault.Unavailable, (await Assert.ThrowsAsync<SourceException>(() => OpenAsync(_host, id))).Fault);
    }

    [Fact]
    public async Task A_token_that_is_refused_in_the_middle_is_renewed_and_the_stream_goes_on_where_it_was()
    {
        var ended = false;
        _host.Connector.BeforePage = (_, first, _) =>
        {
            if (first == 20 && !ended)
            {
                (ended, _host.OAuth.Valid) = (true, "ended by an administrator");
            }

            return Task.CompletedTask;
        };
        var source = _host.Grain(await ConnectAsync());
        await source.Start();

        var status = await SourceHost.UntilAsync(source, SourceState.Idle);

        Assert.Null(status.Fault);
        Assert.Equal(["commits from start", "commits from 20", "pulls from start"], _host.Connector.Pulls);
        Assert.Equal(["at-0", "at-1", "at-1"], _host.Connector.Tokens);
    }

    [Fact]
    public async Task A_sync_that_outlives_many_tokens_ends_well()
    {
        var last = "";
        _host.Connector.BeforePage = (stream, first, _) =>
        {
            // A token is good for one page: the vendor ends it when the next is asked for.
            var page = $"{stream} {first}";
            (last, _host.OAuth.Valid) = (page, page == last || first == 0 ? _host.OAuth.Valid : "ended");
            return Task.CompletedTask;
        };
        var source = _host.Grain(await ConnectAsync());
        await source.Start();

        var status = await SourceHost.UntilAsync(source, SourceState.Idle);

        Assert.Equal((null, 60L, 4), (status.Fault, status.Streams.Values.Sum(stream => stream.Facts), _host.OAuth.Refreshes));
    }

    [Fact]
    public async Task A_token_that_is_refused_although_it_is_new_is_no_reason_to_renew_for_ever()
    {
        _host.OAuth.Valid = "at-0";
        _host.Connector.Accept = _ => throw new SourceException(SourceFault.Unauthorized, "Scripted does not accept the token.");
        var source = _host.Grain(await ConnectAsync());
        await source.Start();

        var status = await SourceHost.UntilAsync(source, SourceState.Failing);

        Assert.Equal((SourceFault.Unauthorized, 1), (status.Fault!.Kind, _host.OAuth.Refreshes));
    }

    [Fact]
    public async Task A_grant_that_was_taken_back_is_told_with_what_to_do()
    {
        var source = _host.Grain(await ConnectAsync());
        (_host.OAuth.Revoked, _host.OAuth.Valid) = (true, "none");
        await source.Start();

        var status = await SourceHost.UntilAsync(source, SourceState.Failing);

        Assert.Equal((SourceFault.Unauthorized, "Connect again."), (status.Fault!.Kind, status.Fault.Remedy));
    }

    [Fact]
    public async Task What_was_granted_is_revoked_when_the_source_goes()
    {
        var id = await ConnectAsync();
        var source = _host.Grain(id);
        await source.Start();
        await SourceHost.UntilAsync(source, SourceState.Idle);

        await source.Delete();

        await SourceHost.UntilAsync(source, status => status is null && _host.OAuth.Ended.Count == 2);
        Assert.Equal(["rt-0", "at-0"], _host.OAuth.Ended);
    }

    private Task<Guid> ConnectAsync() => _host.ConnectAsync("one", _host.OAuth.Credentials());

    private static SourceAccess Access(SourceHost host) => host.Host.Services.GetRequiredService<SourceAccess>();

    private static async Task<string?> OpenAsync(SourceHost host, Guid id) =>
        (await Access(host).OpenAsync((await host.Sources.FindAsync(host.Tenant, id, Token))!, Token)).Credentials!.Reveal(OAuthCredential.Token);
}
