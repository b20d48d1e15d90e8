using Cto.Testing;
using Cto.Web.Nodes;

namespace Cto.Web.Tests.Nodes;

public sealed class RememberedTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private readonly FakeClock _clock = new();
    private int _reads;

    [Fact]
    public async Task It_is_read_once_in_a_moment()
    {
        var remembered = new Remembered<string, string>(10, _clock);

        Assert.Equal("1", await ReadAsync(remembered, "a"));
        Assert.Equal("1", await ReadAsync(remembered, "a"));
        _clock.Advance(Moment);
        Assert.Equal("2", await ReadAsync(remembered, "a"));
    }

    [Fact]
    public async Task What_is_forgotten_is_read_again_and_the_rest_is_not()
    {
        var remembered = new Remembered<string, string>(10, _clock);
        await ReadAsync(remembered, "a");
        await ReadAsync(remembered, "b");

        remembered.Forget("a");

        Assert.Equal("3", await ReadAsync(remembered, "a"));
        Assert.Equal("2", await ReadAsync(remembered, "b"));
        remembered.ForgetAll();
        Assert.Equal("4", await ReadAsync(remembered, "b"));
    }

    [Fact]
    public async Task What_is_forgotten_while_it_is_being_read_is_not_kept()
    {
        var remembered = new Remembered<string, string>(10, _clock);
        var reading = new TaskCompletionSource<string?>();
        var asked = remembered.GetAsync("a", () => reading.Task, Moment);

        remembered.Forget("a");
        reading.SetResult("old");

        Assert.Equal("old", await asked);
        Assert.Equal("1", await ReadAsync(remembered, "a"));
    }

    [Fact]
    public async Task Nothing_is_not_remembered_and_too_much_neither()
    {
        var remembered = new Remembered<string, string>(2, _clock);
        Assert.Null(await remembered.GetAsync("a", () => Task.FromResult<string?>(null), Moment));

        Assert.Equal("1", await ReadAsync(remembered, "a"));
        Assert.Equal("2", await ReadAsync(remembered, "b"));
        Assert.Equal("3", await ReadAsync(remembered, "c"));
        Assert.Equal("4", await ReadAsync(remembered, "a"));
    }

    private async Task<string?> ReadAsync(Remembered<string, string> remembered, string key) =>
        await remembered.GetAsync(key, () => Task.FromResult<string?>($"{++_reads}"), Moment);
}
