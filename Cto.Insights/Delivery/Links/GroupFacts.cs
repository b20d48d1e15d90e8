using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Insights.Facts;
using Npgsql;

namespace Cto.Insights.Delivery.Links;

/// <summary>The facts of one group of services and repositories, from their first day.</summary>
internal sealed class GroupFacts
{
    private const string SelectDeployments = """
        select key, service, repository, environment, commit, ref, started_at, finished_at, result, commits, labels, url from deployment where service = any($1)
        """;

    private const string SelectPulls = """
        with mine as (
            select key, repository, merge_commit, title, merged_at, first_commit_at, branch, labels, url, author, bot, additions + deletions as size,
                coalesce(ready_at, created_at) as opened_at, first_review_at
            from pull_request where repository = any($1) and merged_at is not null),
        reviewed as (
            select r.pull_request, min(r.submitted_at) as at from review r join mine on mine.key = r.pull_request
            where not r.bot and coalesce(r.reviewer, '') not ilike '%[bot]' and not coalesce(r.reviewer, '') ilike any($2)
              and (r.reviewer is null or mine.author is null or lower(r.reviewer) <> lower(mine.author))
            group by r.pull_request)
        select mine.*, coalesce(reviewed.at, mine.first_review_at) from mine left join reviewed on reviewed.pull_request = mine.key
        """;

    private const string SelectCommits = """
        select key, repository, sha, subject, author, bot, authored_at, committed_at, mainline, first_commit_at, reverts, url from commit where repository = any($1)
        """;

    private const string SelectIncidents = """
        select i.key, i.title, i.service, i.status, i.started_at, i.resolved_at, i.deployment, i.url, d.service
        from incident i left join deployment d on d.key = i.deployment
        where i.service = any($1) or i.deployment in (select key from deployment where service = any($1)) or ($2 and i.service is null)
        """;

    public List<Deployment> Deployments { get; } = [];
    public List<ChangeFacts> Changes { get; } = [];

    /// <summary>Incidents with the name of the service whose deployment they name, where they name one that is known.</summary>
    public List<(Incident Incident, string? NamedService)> Incidents { get; } = [];

    public static async Task<GroupFacts> ReadAsync(NpgsqlConnection connection, LinkGroup group, ServiceMap map, DeliveryRules rules, CancellationToken cancellationToken)
    {
        var facts = new GroupFacts();
        var names = group.Services.SelectMany(service => service.RawNames).ToArray();
        var repositories = group.Spellings.ToArray();
        await EachAsync(connection, SelectDeployments, [names], row => facts.Deployments.Add(DeploymentOf(row)), cancellationToken);
        await EachAsync(connection, SelectPulls, [repositories, LikePatterns.Of(rules.Bots)], row => facts.Changes.Add(PullOf(row, rules)), cancellationToken);
        await EachAsync(connection, SelectCommits, [repositories], row => facts.Changes.Add(CommitOf(row, map, rules)), cancellationToken);
        await EachAsync(connection, SelectIncidents, [names, group.ServiceNames.Contains("")], row => facts.Incidents.Add((IncidentOf(row), Text(row, 8))), cancellationToken);
        return facts;
    }

    private static async Task EachAsync(NpgsqlConnection connection, string sql, object[] values, Action<NpgsqlDataReader> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            read(reader);
        }
    }

    private static Deployment DeploymentOf(NpgsqlDataReader row) => new()
    {
        Key = row.GetString(0),
        Service = row.GetString(1),
        Repository = Text(row, 2),
        Environment = row.GetString(3),
        Commit = Text(row, 4),
        Ref = Text(row, 5),
        StartedAt = Instant(row, 6),
        FinishedAt = Instant(row, 7),
        Result = Text(row, 8) is { } result ? Choices<DeploymentResult>.Of(result) : null,
        Commits = Texts(row, 9),
        Labels = Texts(row, 10),
        Url = Text(row, 11),
    };

    private static ChangeFacts PullOf(NpgsqlDataReader row, DeliveryRules rules) => new(new Change
    {
        Fact = new(FactKinds.PullRequest, row.GetString(0)),
        Repository = row.GetString(1),
        Commit = Text(row, 2),
        Title = row.GetString(3),
        ReachedAt = Instant(row, 4)!.Value,
        FirstCommitAt = Instant(row, 5),
        Branch = Text(row, 6),
        Labels = Texts(row, 7),
        Url = Text(row, 8),
        Units = ChangeUnits.Change,
    })
    {
        Author = Text(row, 9),
        Bot = Bots.IsBot(Text(row, 9), row.GetBoolean(10), rules),
        Size = row.IsDBNull(11) ? null : row.GetInt32(11),
        OpenedAt = Instant(row, 12),
        FirstReviewAt = Instant(row, 14),
    };

    private static ChangeFacts CommitOf(NpgsqlDataReader row, ServiceMap map, DeliveryRules rules)
    {
        var commit = new Commit
        {
            Key = row.GetString(0),
            Repository = row.GetString(1),
            Sha = row.GetString(2),
            Subject = row.GetString(3),
            Author = Text(row, 4),
            Bot = row.GetBoolean(5),
            AuthoredAt = Instant(row, 6)!.Value,
            CommittedAt = Instant(row, 7)!.Value,
            Mainline = row.GetBoolean(8),
            FirstCommitAt = Instant(row, 9),
            Reverts = Texts(row, 10),
            Url = Text(row, 11),
        };
        return new(Change.Of(commit, map.HasPullRequests(commit.Repository))) { Author = commit.Author, Bot = Bots.IsBot(commit.Author, commit.Bot, rules) };
    }

    private static Incident IncidentOf(NpgsqlDataReader row) => new()
    {
        Key = row.GetString(0),
        Title = row.GetString(1),
        Service = Text(row, 2),
        Status = Choices<IncidentStatus>.Of(row.GetString(3)),
        StartedAt = Instant(row, 4)!.Value,
        ResolvedAt = Instant(row, 5),
        Deployment = Text(row, 6),
        Url = Text(row, 7),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string[]? Texts(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<string[]>(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new DateTimeOffset(row.GetDateTime(column));
}
