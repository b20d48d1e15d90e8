using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Tests.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights.Tests.Facts;

public sealed class FactStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private TestStore _store = null!;
    private Guid _tenant;
    private Guid _source;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FactStore Facts => _store.Services.GetRequiredService<FactStore>();

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync();
        _tenant = await _store.TenantAsync();
        _source = await SourceAsync("one");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_page_is_counted_truly_and_written_again_changes_nothing()
    {
        var facts = FactSamples.OneOfEachKind;
        var first = await WriteAsync(facts);
        Assert.Equal((facts.Count, 0, 0), (first.Inserted, first.Updated, first.Unchanged));
        Assert.Equal(FactKinds.All.Order(), first.ChangedKinds.Order());
        var again = await WriteAsync(facts);
        Assert.Equal((0, 0, facts.Count), (again.Inserted, again.Updated, again.Unchanged));
        Assert.Empty(again.ChangedKinds);
        var changed = await WriteAsync([FactSamples.PullRequest with { Title = "Another" }, FactSamples.Incident]);
        Assert.Equal((0, 1, 1), (changed.Inserted, changed.Updated, changed.Unchanged));
        Assert.Equal([FactKinds.PullRequest], changed.ChangedKinds);
    }

    [Fact]
    public async Task Every_property_of_every_kind_is_stored()
    {
        await WriteAsync(FactSamples.OneOfEachKind);
        foreach (var fact in FactSamples.OneOfEachKind)
        {
            var table = FactTables.Of(FactKinds.Of(fact)).Name;
            var row = await RowAsync($"select * from {table}");
            foreach (var property in fact.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract"))
            {
                var column = string.Concat(property.Name.Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
                Assert.True(row.TryGetValue(column, out var value), $"{table} has no column {column}");
                Assert.True(value is not null, $"{table}.{column} was not written");
            }
        }
    }

    [Fact]
    public async Task What_is_unknown_never_erases_what_is_known()
    {
        await WriteAsync(FactSamples.OneOfEachKind);
        var pull = FactSamples.PullRequest with { Author = null, Labels = null, Additions = null, FirstCommitAt = null, Url = null, ChangedAt = null };
        Assert.Equal(1, (await WriteAsync([pull])).Unchanged);
        Assert.Equal(1, (await WriteAsync([pull with { Labels = [] }])).Updated);
        Assert.Empty(Assert.IsType<string[]>((await RowAsync("select labels from pull_request"))["labels"]));
    }

    [Fact]
    public async Task A_known_end_is_erased_when_it_is_taken_back()
    {
        await WriteAsync([FactSamples.Incident]);
        await WriteAsync([FactSamples.Incident with { Status = IncidentStatus.Triggered, ResolvedAt = null, ChangedAt = Noon.AddDays(1) }]);
        Assert.Null((await RowAsync("select resolved_at from incident"))["resolved_at"]);
    }

    [Fact]
    public async Task An_older_copy_never_overwrites_a_newer_one()
    {
        await WriteAsync([FactSamples.PullRequest with { Title = "New", ChangedAt = Noon }]);
        Assert.Equal(1, (await WriteAsync([FactSamples.PullRequest with { Title = "Old", ChangedAt = Noon.AddMinutes(-1) }])).Unchanged);
        Assert.Equal("New", (await RowAsync("select title from pull_request"))["title"]);
    }

    [Theory]
    [InlineData(0, 1, "later")]
    [InlineData(1, 0, "earlier")]
    [InlineData(0, 0, "later")]
    public async Task Of_two_copies_in_one_page_the_newer_wins_and_at_a_tie_the_last(int firstChanged, int secondChanged, string title)
    {
        var written = await WriteAsync(
        [
            FactSamples.PullRequest with { Title = "earlier", ChangedAt = Noon.AddHours(firstChanged), MergeCommit = "abc" },
            FactSamples.PullRequest with { Title = "later", ChangedAt = Noon.AddHours(secondChanged), MergeCommit = null },
        ]);
        Assert.Equal(2, written.Inserted + written.Updated + written.Unchanged);
        var row = await RowAsync("select title, merge_commit from pull_request");
        Assert.Equal((title, "abc"), (row["title"], row["merge_commit"]));
    }

    [Fact]
    public async Task Text_that_Postgres_does_not_take_is_made_storable()
    {
        await WriteAsync([FactSamples.PullRequest with { Key = "k\0ey", Title = "a\0b\uD800c\uDC00 \U0001F600", Labels = ["q\"uote\\", "nul\0", "\uDFFF", "{x,y}", ""] }]);
        var row = await RowAsync("select key, title, labels from pull_request");
        Assert.Equal("key", row["key"]);
        Assert.Equal("ab\uFFFDc\uFFFD \U0001F600", row["title"]);
        Assert.Equal(["q\"uote\\", "nul", "\uFFFD", "{x,y}", ""], Assert.IsType<string[]>(row["labels"]));
    }

    [Fact]
    public async Task A_fact_that_can_not_be_stored_is_refused_alone_with_a_reason()
    {
        var written = await WriteAsync(
        [
            FactSamples.PullRequest,
            FactSamples.PullRequest with { Key = "far", MergedAt = DateTimeOffset.MaxValue },
            FactSamples.PullRequest with { Key = "long", Repository = new string('x', 5_000) },
            FactSamples.PullRequest with { Key = " " },
            FactSamples.Incident with { Title = new string('x', 10_000_000) },
        ]);
        Assert.Equal(2, written.Inserted);
        Assert.Equal([1, 2, 3], written.Rejected.Select(rejection => rejection.Index));
        Assert.Contains("merged_at is 9999-12-31", written.Rejected[0].Error, StringComparison.Ordinal);
        Assert.Contains("repository has 5000 characters", written.Rejected[1].Error, StringComparison.Ordinal);
        Assert.Contains("key is empty", written.Rejected[2].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cursor_counters_and_progress_move_with_the_facts_or_not_at_all()
    {
        var progress = new SyncProgress("pull-requests", 1, 0.5, 10, "page 2", Noon);
        await Facts.WriteAsync(Write([FactSamples.PullRequest], "c1") with { Progress = progress }, Token);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(async () =>
        {
            // A column gone behind the program's back: the statement fails in the middle of the page.
            await _store.AsOwnerAsync<int>("alter table incident drop column assignee");
            await Facts.WriteAsync(Write([FactSamples.PullRequest with { Key = "lost" }, FactSamples.Incident], "c2"), Token);
        });
        var source = await FoundAsync();
        Assert.Equal(("c1", 1L), (source.Streams["pulls"].Cursor, source.Streams["pulls"].Facts));
        Assert.Equal(progress, source.Condition.Progress);
        Assert.Equal(1L, (await RowAsync("select count(*) as n from pull_request"))["n"]);
    }

    [Fact]
    public async Task A_page_without_a_cursor_leaves_it()
    {
        await Facts.WriteAsync(Write([FactSamples.PullRequest], "c1"), Token);
        await Facts.WriteAsync(Write([FactSamples.Incident], null), Token);
        var stream = (await FoundAsync()).Streams["pulls"];
        Assert.Equal(("c1", 2L), (stream.Cursor, stream.Facts));
    }

    [Fact]
    public async Task Withdrawn_facts_go_but_only_those_of_the_source()
    {
        var other = await SourceAsync("two");
        await WriteAsync([FactSamples.Commit, FactSamples.Commit with { Key = "mine" }]);
        await Facts.WriteAsync(new(_tenant, other, "commits", new() { Facts = [FactSamples.Commit with { Key = "theirs" }] }), Token);
        var written = await Facts.WriteAsync(
            new(_tenant, _source, "pulls", new() { Facts = [], Withdrawn = [new(FactKinds.Commit, "mine"), new(FactKinds.Commit, "theirs"), new(FactKinds.Commit, "never there")] }), Token);
        Assert.Equal((1L, FactKinds.Commit), (written.Withdrawn, Assert.Single(written.ChangedKinds)));
        Assert.Equal(2L, (await RowAsync("select count(*) as n from commit"))["n"]);
        Assert.Equal(1L, (await FoundAsync()).Streams["pulls"].Facts);
    }

    [Fact]
    public async Task Writers_that_meet_on_the_same_facts_do_not_lose_or_double_any()
    {
        var sources = await Task.WhenAll(Enumerable.Range(0, 4).Select(index => SourceAsync($"writer {index}")));
        var facts = Enumerable.Range(0, 300).Select(number => (Fact)(FactSamples.Deployment with { Key = $"d{number}" })).ToList();
        var written = await Task.WhenAll(sources.SelectMany((source, seed) => Enumerable.Range(0, 5).Select(page => Task.Run(() =>
        {
            var shuffled = facts.ToArray();
            new Random((seed * 10) + page).Shuffle(shuffled);
            return Facts.WriteAsync(new(_tenant, source, "all", new() { Facts = shuffled, Withdrawn = [new(FactKinds.Commit, "x")] }), Token);
        }))));
        Assert.Equal(300, written.Sum(one => one.Inserted));
        Assert.Equal((300 * 19, 0), (written.Sum(one => one.Unchanged), written.Sum(one => one.Updated)));
    }

    [Fact]
    public async Task Removing_a_source_takes_its_facts_and_nothing_is_written_for_it_afterwards()
    {
        var sources = _store.Services.GetRequiredService<SourceStore>();
        await WriteAsync([.. Enumerable.Range(0, 12_001).Select(number => FactSamples.Commit with { Key = $"c{number}" }), FactSamples.Incident]);
        await sources.MarkDeletingAsync(_tenant, _source, Token);
        await Assert.ThrowsAsync<SourceGoneException>(() => WriteAsync([FactSamples.Commit]));
        Assert.Equal(12_002, await Facts.RemoveAsync(_tenant, _source, Token));
        await sources.DeleteAsync(_tenant, _source, Token);
        await Assert.ThrowsAsync<SourceGoneException>(() => WriteAsync([FactSamples.Commit]));
        Assert.Equal(0L, (await RowAsync("select count(*) as n from commit"))["n"]);
        Assert.Null(await sources.TenantOfAsync(_source, Token));
    }

    [Fact]
    public async Task Another_source_of_the_kind_reads_from_the_start_when_one_goes_that_kept_their_common_facts()
    {
        var sources = _store.Services.GetRequiredService<SourceStore>();
        var other = await SourceAsync("two");
        await Facts.WriteAsync(new(_tenant, other, "pulls", new() { Facts = [FactSamples.Commit], Cursor = "c9" }), Token);
        await sources.MarkDeletingAsync(_tenant, _source, Token);
        await sources.DeleteAsync(_tenant, _source, Token);
        Assert.Null((await sources.FindAsync(_tenant, other, Token))!.Streams["pulls"].Cursor);
    }

    [Fact]
    public async Task What_a_write_touches_is_marked_for_deriving_also_where_a_row_came_from()
    {
        await WriteAsync([FactSamples.Deployment]);
        await WriteAsync([FactSamples.Deployment]);
        await WriteAsync([FactSamples.Deployment with { Service = "renamed" }]);
        await Facts.WriteAsync(new(_tenant, _source, "pulls", new() { Facts = [], Withdrawn = [new(FactKinds.Deployment, FactSamples.Deployment.Key)] }), Token);
        await using var connection = await _store.Database.OpenAsync(_tenant, Token);
        var marks = await connection.QueryAsync<(string, string, string, DateTime)>("select kind, service, repository, since from delivery_dirty order by id");
        Assert.Equal(["shop", "renamed", "shop", "renamed"], marks.Select(mark => mark.Item2));
        Assert.All(marks, mark => Assert.Equal(("deployment", "acme/shop", FactSamples.Deployment.FinishedAt!.Value.UtcDateTime), (mark.Item1, mark.Item3, mark.Item4)));
    }

    private Task<FactsWritten> WriteAsync(IReadOnlyList<Fact> facts) => Facts.WriteAsync(Write(facts, null), Token);

    private FactWrite Write(IReadOnlyList<Fact> facts, string? cursor) => new(_tenant, _source, "pulls", new() { Facts = facts, Cursor = cursor });

    private async Task<StoredSource> FoundAsync() => (await _store.Services.GetRequiredService<SourceStore>().FindAsync(_tenant, _source, Token))!;

    private Task<Guid> SourceAsync(string name) =>
        _store.Services.GetRequiredService<SourceStore>().CreateAsync(new() { TenantId = _tenant, Connector = "git", Name = name }, Token);

    private async Task<IDictionary<string, object?>> RowAsync(string sql)
    {
        await using var connection = await _store.Database.OpenAsync(_tenant, Token);
        return (IDictionary<string, object?>)await connection.QueryFirstAsync(sql);
    }
}
