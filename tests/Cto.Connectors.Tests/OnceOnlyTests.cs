using Cto.Domain.Sources;

namespace Cto.Connectors.Tests;

public sealed class OnceOnlyTests
{
    private readonly List<string> _made = [];
    private int _lookedAt;

    [Fact]
    public async Task What_is_there_is_found_and_what_is_not_is_made_once()
    {
        var first = await MakeAsync();
        var second = await MakeAsync();

        Assert.Equal((("thing", false), ("thing", true)), (first, second));
        Assert.Single(_made);
    }

    [Theory]
    [InlineData(SourceFault.Unavailable)]
    [InlineData(SourceFault.UnexpectedReply)]
    public async Task What_came_through_although_the_answer_was_lost_is_found(SourceFault lost)
    {
        Assert.Equal(("thing", false), await MakeAsync(after: lost));
        Assert.Single(_made);
    }

    [Fact]
    public async Task What_is_not_there_after_a_lost_answer_may_still_come() => AssertUnknown(await Assert.ThrowsAsync<SourceException>(() => MakeAsync(before: SourceFault.Unavailable)));

    // The upstream is down for good after the request.
    [Fact]
    public async Task That_one_cannot_look_either_leaves_the_outcome_unknown() =>
        AssertUnknown(await Assert.ThrowsAsync<SourceException>(() => MakeAsync(before: SourceFault.Unavailable, breaks: true)));

    [Fact]
    public async Task A_refusal_is_one_and_nothing_is_looked_for()
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => MakeAsync(before: SourceFault.Forbidden));

        Assert.Equal((SourceFault.Forbidden, "It broke.", 1), (fault.Fault, fault.Message, _lookedAt));
    }

    [Fact]
    public async Task What_cannot_be_prepared_is_told_as_it_is_since_nothing_was_sent()
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => PrepareAsync(() => throw new SourceException(SourceFault.Unavailable, "The shelf is shut.")));

        Assert.Equal((SourceFault.Unavailable, "The shelf is shut.", 1), (fault.Fault, fault.Message, _lookedAt));
        Assert.Empty(_made);
    }

    [Fact]
    public async Task Nothing_is_prepared_for_what_is_there()
    {
        var prepared = 0;
        var first = await PrepareAsync(() => $"thing {++prepared}");
        var second = await PrepareAsync(() => $"thing {++prepared}");

        Assert.Equal((("thing 1", false), ("thing 1", true), 1), (first, second, prepared));
    }

    private static void AssertUnknown(SourceException fault) =>
        Assert.Equal((SourceFault.Unavailable, "It is not known whether the shop made the thing: It broke.", "Look."), (fault.Fault, fault.Message, fault.Remedy));

    private Task<(string Made, bool Found)> MakeAsync(SourceFault? before = null, SourceFault? after = null, bool breaks = false) => OnceOnly.MakeAsync(
        _ => ++_lookedAt > 1 && breaks ? throw new SourceException(SourceFault.Unavailable, "Nobody answers.") : Task.FromResult(_made.FirstOrDefault()),
        _ =>
        {
            Break(before);
            _made.Add("thing");
            Break(after);
            return Task.FromResult("thing");
        },
        "the shop made the thing",
        "Look.",
        TestContext.Current.CancellationToken);

    private Task<(string Made, bool Found)> PrepareAsync(Func<string> prepare) => OnceOnly.MakeAsync(
        _ =>
        {
            _lookedAt++;
            return Task.FromResult(_made.FirstOrDefault());
        },
        _ => Task.FromResult(prepare()),
        (draft, _) =>
        {
            _made.Add(draft);
            return Task.FromResult(draft);
        },
        "the shop made the thing",
        "Look.",
        TestContext.Current.CancellationToken);

    private static void Break(SourceFault? fault)
    {
        if (fault is { } broken)
        {
            throw new SourceException(broken, "It broke.");
        }
    }
}
