using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;

namespace Cto.Grains.Tests.Sources;

/// <summary>A vendor with two streams of numbered commits and pull requests; a test says what happens before a page.</summary>
internal sealed class ScriptedConnector : ISourceConnector, IWebhookReceiver, IConnectorCatalog
{
    public const int PageSize = 10;
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private int _running;

    public ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "scripted",
        Title = "Scripted",
        Category = ConnectorCategory.Code,
        Brings = "Numbers.",
        Settings = [new("url", "Address", "Where it is.") { Type = SettingType.Url }],
        Credentials =
        [
            new(OAuthCredential.Kind, "Connect", "By OAuth.", []) { OAuth = new() { AuthorizeUrl = "{url}/authorize", TokenUrl = "{url}/token", RevokeUrl = "{url}/revoke", Scopes = ["read"] } },
        ],
        Streams = [new("commits", "Commits", [FactKinds.Commit]), new("pulls", "Pull requests", [FactKinds.PullRequest])],
        DocumentationUrl = "https://example.test",
    };

    /// <summary>Facts a stream has.</summary>
    public int Total { get; set; } = 30;

    /// <summary>Runs before each page, with the stream and the number of its first fact; may wait or throw.</summary>
    public Func<string, int, CancellationToken, Task> BeforePage { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Pulls so far, as <c>stream from cursor</c>.</summary>
    public List<string> Pulls { get; } = [];

    /// <summary>The tokens that pulls came with.</summary>
    public List<string?> Tokens { get; } = [];

    public int MostAtOnce { get; private set; }

    public List<Guid> Forgotten { get; } = [];

    public IReadOnlyList<ConnectorDescriptor> All => [Descriptor];

    public IWebhookReceiver Webhooks => this;

    public ISourceConnector? Find(string kind) => kind == Descriptor.Kind ? this : null;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => Task.FromResult(new SourceCheck("Works."));

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (Pulls)
        {
            Pulls.Add($"{stream} from {cursor ?? "start"}");
            Tokens.Add(source.Credentials?.Reveal(OAuthCredential.Token));
        }

        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            for (var first = int.Parse(cursor ?? "0", CultureInfo.InvariantCulture); first < Total; first += PageSize)
            {
                await BeforePage(stream, first, cancellationToken);
                Accept(source.Credentials?.Reveal(OAuthCredential.Token));
                var facts = Enumerable.Range(first, Math.Min(PageSize, Total - first)).Select(number => Fact(stream, number)).ToList();
                var done = first + facts.Count;
                yield return new() { Facts = facts, Cursor = done.ToString(CultureInfo.InvariantCulture), Progress = PullProgress.Of(done, Total, "more"), RateLimit = new(100, 100 - (done / PageSize), Day) };
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>A body is <c>number changedHour title</c>, or <c>forged</c>, or <c>refresh stream</c>.</summary>
    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery) => Encoding.UTF8.GetString(delivery.Body.Span).Split(' ') switch
    {
        ["forged"] => WebhookOutcome.Rejected("The signature is wrong."),
        ["refresh", var stream] => WebhookOutcome.Accepted() with { Refresh = [stream] },
        [var number, var hour, var title] => WebhookOutcome.Accepted(Pull(int.Parse(number, CultureInfo.InvariantCulture)) with
        {
            Title = title, ChangedAt = Day.AddHours(int.Parse(hour, CultureInfo.InvariantCulture)),
        }),
        _ => WebhookOutcome.Ignored("Nothing we keep."),
    };

    public Task ForgetAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        Forgotten.Add(source.SourceId);
        return Task.CompletedTask;
    }

    /// <summary>Refuses a token that is not good; a source without one is let in.</summary>
    public Action<string?> Accept { get; set; } = _ => { };

    private static Fact Fact(string stream, int number) => stream == "pulls"
        ? Pull(number)
        : new Commit { Key = $"c{number}", Repository = "acme/shop", Sha = $"{number}", Subject = $"Commit {number}", AuthoredAt = Day.AddMinutes(number), CommittedAt = Day.AddMinutes(number) };

    private static PullRequest Pull(int number) => new() { Key = $"p{number}", Repository = "acme/shop", Number = number, Title = $"Pull {number}", CreatedAt = Day.AddMinutes(number) };
}
