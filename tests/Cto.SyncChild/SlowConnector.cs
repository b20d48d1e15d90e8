using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;

namespace Cto.SyncChild;

/// <summary>A vendor that says the same to whoever asks: two streams in small, slow pages that overlap, contradict and withdraw, as real ones do.</summary>
internal sealed class SlowConnector(TimeSpan pageTime) : ISourceConnector, IConnectorCatalog
{
    private const int Pages = 250;
    private const int PageSize = 8;
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "slow",
        Title = "Slow",
        Category = ConnectorCategory.Code,
        Brings = "Patience.",
        Settings = [],
        Credentials = [],
        Streams = [new("commits", "Commits", [FactKinds.Commit]), new("deployments", "Deployments", [FactKinds.Deployment, FactKinds.PullRequest])],
        DocumentationUrl = "https://example.test",
    };

    public IReadOnlyList<ConnectorDescriptor> All => [Descriptor];

    public ISourceConnector? Find(string kind) => kind == Descriptor.Kind ? this : null;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => Task.FromResult(new SourceCheck("Works."));

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = int.Parse(cursor ?? "0", CultureInfo.InvariantCulture); page < Pages; page++)
        {
            await Task.Delay(pageTime, TimeProvider.System, cancellationToken);
            yield return new()
            {
                Facts = [.. Enumerable.Range(page * PageSize, PageSize * 2).SelectMany(number => Facts(stream, number, page))],
                Withdrawn = stream == "commits" && page % 5 == 4 ? [new(FactKinds.Commit, $"c{(page - 1) * PageSize}")] : [],
                Cursor = (page + 1).ToString(CultureInfo.InvariantCulture),
                Progress = PullProgress.Of(page + 1, Pages, "more"),
            };
        }
    }

    /// <summary>Each number is told by two pages, the later copy changed.</summary>
    private static IEnumerable<Fact> Facts(string stream, int number, int page)
    {
        var (at, text) = (Day.AddMinutes(number), string.Create(CultureInfo.InvariantCulture, $"Number {number} of page {page}"));
        if (stream == "commits")
        {
            yield return new Commit { Key = $"c{number}", ChangedAt = at.AddDays(page), Repository = "acme/shop", Sha = $"s{number}", Subject = text, AuthoredAt = at, CommittedAt = at, Mainline = true };
        }
        else
        {
            yield return new Deployment
            {
                Key = $"d{number}", ChangedAt = at.AddDays(page), Service = $"service {number % 3}", Repository = "acme/shop", Environment = "production", Commit = $"s{number}", Ref = text,
                StartedAt = at, FinishedAt = at.AddMinutes(1), Result = DeploymentResult.Success,
            };
            yield return new PullRequest { Key = $"p{number}", ChangedAt = at.AddDays(page), Repository = "acme/shop", Number = number, Title = text, CreatedAt = at, MergedAt = at, ClosedAt = at, MergeCommit = $"s{number}" };
        }
    }
}
