using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Tests.Http;

/// <summary>What a node makes of the budgets that it shares with others.</summary>
public sealed class SharedBudgetTests
{
    private static readonly TestDialect TwentyAMinute = new(new StatedLimit(20, TimeSpan.FromMinutes(1))) { Key = "secret" };

    private readonly FakeClock _clock = new();
    private readonly OtherNodes _others = new();
    private readonly RateLimits _limits;

    public SharedBudgetTests() => _limits = new(_others, _clock, Options.Create(new SourceHttpOptions()));

    [Fact]
    public async Task A_place_among_all_nodes_is_waited_for()
    {
        _others.Place = limits => new(TimeSpan.FromSeconds(30), limits[0], [new(18, TimeSpan.FromSeconds(30))]);

        var waiting = CallAsync();
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await waiting;
        Assert.Equal(new CountedLimit("/60000", 18, TimeSpan.FromMinutes(1)), Assert.Single(_others.Limits));
    }

    [Fact]
    public async Task A_place_that_is_far_off_is_a_fault_that_says_until_when()
    {
        _others.Place = limits => new(TimeSpan.FromMinutes(5), limits[0], [new(18, TimeSpan.FromMinutes(5))]);

        var fault = await Assert.ThrowsAsync<SourceException>(CallAsync);

        Assert.Equal((SourceFault.Throttled, _clock.GetUtcNow().AddMinutes(5)), (fault.Fault, fault.RetryAt));
        Assert.Contains("18 of 20 requests in 1 min", fault.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(65), _others.Patience);
    }

    [Fact]
    public async Task What_all_nodes_use_is_shown_until_its_window_ends()
    {
        _others.Place = _ => new(TimeSpan.Zero, null, [new(12, TimeSpan.FromSeconds(40))]);

        await CallAsync();

        Assert.Equal(new RateLimit(20, 8, _clock.GetUtcNow().AddSeconds(40)), _limits.Of(TwentyAMinute));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(_limits.Of(TwentyAMinute));
    }

    [Fact]
    public async Task When_nobody_counts_for_all_the_node_goes_on_from_what_it_used_itself()
    {
        _others.Place = _ => new(TimeSpan.Zero, null, [new(1, TimeSpan.FromMinutes(1))]);
        for (var i = 0; i < 10; i++)
        {
            await CallAsync();
        }

        _others.Place = _ => null;
        for (var i = 0; i < 8; i++)
        {
            await CallAsync();
        }

        var waiting = CallAsync();
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await waiting;
    }

    [Fact]
    public async Task What_a_vendor_told_another_node_holds_here()
    {
        _others.ClosedFor = TimeSpan.FromMinutes(10);

        var fault = await Assert.ThrowsAsync<SourceException>(CallAsync);

        Assert.Equal((SourceFault.Throttled, _clock.GetUtcNow().AddMinutes(10)), (fault.Fault, fault.RetryAt));
        Assert.Empty(_others.Limits);
    }

    [Fact]
    public async Task What_a_vendor_told_here_is_told_to_the_others_without_the_credential()
    {
        using var lease = await ClaimAsync("search");
        await lease.RefusedAsync(new(SourceFault.Throttled, "Test asks us to wait.") { RetryAt = _clock.GetUtcNow().AddMinutes(10) }, "Test", saysWhen: true);

        var (credential, bucket, wait) = Assert.Single(_others.Closed);
        Assert.Equal(("search", TimeSpan.FromMinutes(10)), (bucket, wait));
        Assert.Matches("^[0-9A-F]{64}$", credential);
    }

    [Fact]
    public async Task A_vendor_that_states_no_limit_is_not_counted()
    {
        using var lease = await _limits.ClaimAsync(new TestDialect(), new(HttpMethod.Get, "https://api.test/"), TestContext.Current.CancellationToken);

        Assert.Equal(0, _others.Asked);
    }

    private async Task CallAsync()
    {
        using var lease = await ClaimAsync("");
    }

    private Task<LimitLease> ClaimAsync(string bucket) =>
        _limits.ClaimAsync(TwentyAMinute, new(HttpMethod.Get, "https://api.test/" + bucket), TestContext.Current.CancellationToken);

    private sealed class OtherNodes : ISharedBudgets
    {
        public Func<IReadOnlyList<CountedLimit>, SharedPlace?> Place { get; set; } = _ => null;

        public TimeSpan? ClosedFor { get; set; }

        public int Asked { get; private set; }

        public IReadOnlyList<CountedLimit> Limits { get; private set; } = [];

        public TimeSpan Patience { get; private set; }

        public List<(string Credential, string Bucket, TimeSpan Wait)> Closed { get; } = [];

        public ValueTask<SharedPlace?> TakeAsync(string credential, IReadOnlyList<CountedLimit> limits, TimeSpan patience)
        {
            (Asked, Limits, Patience) = (Asked + 1, limits, patience);
            return new(Place(limits));
        }

        public ValueTask CloseAsync(string credential, string bucket, TimeSpan wait)
        {
            Closed.Add((credential, bucket, wait));
            return default;
        }

        public ValueTask<TimeSpan?> ClosedForAsync(string credential, string bucket) => new(ClosedFor);
    }
}
