using System.Net;
using System.Text.Json;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cto.Web.Tests.Endpoints.Sources;

/// <summary>What is done upstream happens once, and is told as it is.</summary>
public sealed class ActionTests : IAsyncLifetime
{
    private readonly ActingConnector _board = new();
    private TestWeb _web = null!;
    private HttpClient _client = null!;
    private string _source = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.StartAsync(services: services => services.AddSingleton<ISourceConnector>(_board));
        _client = _web.Client();
        _source = (await _client.SubmitAsync("/api/v1/sources", new { connector = "board", name = "Board" }, HttpStatusCode.Created)).GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _web.DisposeAsync();
    }

    [Fact]
    public async Task Sent_twice_it_is_done_once_and_answered_twice()
    {
        var id = Guid.NewGuid();

        var first = await ActAsync(id);
        var second = await ActAsync(id);

        Assert.Equal(("done", "The note is pinned.", "N-1", "https://board.test/1"), (Text(first, "state"), Text(first, "summary"), Text(first, "name"), Text(first, "url")));
        Assert.Equal(first.ToString(), second.ToString());
        Assert.Equal((1, "Buy milk"), (_board.Calls, Assert.Single(_board.Notes).Value));
        Assert.Equal(first.ToString(), (await _client.FetchAsync($"/api/v1/sources/{_source}/actions/{id}")).ToString());
        var all = await _client.FetchAsync($"/api/v1/sources/{_source}/actions");
        Assert.Equal(("create-issue", 1), (all.GetProperty("known")[0].GetProperty("type").GetString(), all.GetProperty("latest").GetArrayLength()));
        var audit = await _client.FetchAsync("/api/v1/audit");
        Assert.Contains("source.action", audit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_many_times_at_once_it_is_done_once()
    {
        var id = Guid.NewGuid();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _board.Before = () => gate.Task;

        var asking = Enumerable.Range(0, 8).Select(_ => ActAsync(id)).ToList();
        // Seven are answered while the one is being done; then it is let go.
        await foreach (var _ in Task.WhenEach(asking).Take(7).WithCancellation(Token))
        {
        }

        gate.SetResult();
        var answers = await Task.WhenAll(asking);

        Assert.Equal(1, _board.Calls);
        Assert.Single(answers, answer => Text(answer, "state") == "done");
        Assert.Equal(7, answers.Count(answer => Text(answer, "state") == "running"));
    }

    [Fact]
    public async Task What_nobody_knows_is_told_and_found_when_it_is_asked_for_again()
    {
        var id = Guid.NewGuid();
        _board.After = () => throw new SourceException(SourceFault.Unavailable, "Board did not answer.");

        Assert.Equal("unknown", Text(await ActAsync(id), "state"));

        _board.After = () => Task.CompletedTask;
        var again = await ActAsync(id);
        Assert.Equal(("done", "The note was pinned already."), (Text(again, "state"), Text(again, "summary")));
        Assert.Single(_board.Notes);
    }

    [Fact]
    public async Task What_is_refused_says_why_and_may_be_tried_again()
    {
        var id = Guid.NewGuid();
        _board.Before = () => throw new SourceException(SourceFault.Forbidden, "The board is not yours.") { Remedy = "Ask for the right board:write." };

        var refused = await ActAsync(id);

        Assert.Equal(("refused", "The board is not yours. Ask for the right board:write."), (Text(refused, "state"), Text(refused, "summary")));
        _board.Before = () => Task.CompletedTask;
        Assert.Equal("done", Text(await ActAsync(id), "state"));
    }

    [Fact]
    public async Task What_a_dead_process_had_begun_is_looked_for_by_the_next()
    {
        var id = Guid.NewGuid();
        await ActAsync(id);
        await _web.ForgetAsync(id);

        var again = await ActAsync(id);

        Assert.Equal(("done", "The note was pinned already."), (Text(again, "state"), Text(again, "summary")));
    }

    [Fact]
    public async Task One_id_never_stands_for_two_things()
    {
        var id = Guid.NewGuid();
        await ActAsync(id);

        Assert.Equal("conflict", (await ActAsync(id, "Buy bread", HttpStatusCode.Conflict)).Problem());
        Assert.Single(_board.Notes);
    }

    [Fact]
    public async Task What_makes_no_sense_is_not_tried()
    {
        foreach (var (type, action, words) in new[]
        {
            ("open-the-gates", """{"place":"a","title":"b"}""", "It knows: create-issue"),
            ("create-issue", """{"title":"b"}""", "place"),
            ("create-issue", """{"place":"a","title":"b","colour":"red"}""", "colour"),
            ("create-issue", "[]", "create-issue"),
            ("create-issue", "null", "create-issue"),
        })
        {
            var body = new { id = Guid.NewGuid(), type, action = JsonDocument.Parse(action).RootElement };

            var refused = await _client.SubmitAsync($"/api/v1/sources/{_source}/actions", body, HttpStatusCode.UnprocessableEntity);

            Assert.Contains(words, refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(0, _board.Calls);
        }
    }

    [Fact]
    public async Task Calls_of_actions_are_counted()
    {
        await ActAsync(Guid.NewGuid());

        await using var owner = NpgsqlDataSource.Create(_web.Database);
        await using var connection = await owner.OpenConnectionAsync(Token);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("select set_config('cto.tenant', (select id::text from tenant), true)"), new("select coalesce(sum(calls), 0)::bigint from source_usage") } };
        await using var reader = await batch.ExecuteReaderAsync(Token);
        await reader.NextResultAsync(Token);
        await reader.ReadAsync(Token);
        Assert.Equal(1, reader.GetInt64(0));
    }

    private Task<JsonElement> ActAsync(Guid id, string title = "Buy milk", HttpStatusCode expected = HttpStatusCode.OK) =>
        _client.SubmitAsync($"/api/v1/sources/{_source}/actions", new { id, type = "create-issue", action = new { place = "kitchen", title } }, expected);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
