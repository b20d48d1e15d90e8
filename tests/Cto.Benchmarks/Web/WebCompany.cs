using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cto.Benchmarks.Dora;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Testing;

namespace Cto.Benchmarks.Web;

/// <summary>A company at work: a database with 18 months of 24 services, everything pushed through the API, and its owner signed in.</summary>
internal sealed class WebCompany : IAsyncDisposable
{
    /// <summary>The bootstrap token: every scope.</summary>
    public const string Token = "cto_benchmarks-push-through-the-api-0123456789";
    private const int Months = 18;
    private const int PullRequests = 20_000;
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly CookieContainer _cookies = new();

    private WebCompany(string database, WebProcess web, string times) => (Database, Web, TimesFile) = (database, web, times);

    public string Database { get; }

    public WebProcess Web { get; }

    /// <summary>Where the process leaves its own times when it ends.</summary>
    public string TimesFile { get; }

    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetCookies(Web.Address).Cast<Cookie>()];

    public string CookieHeader => _cookies.GetCookieHeader(Web.Address);

    /// <summary>A running web process with everything in it, and an overview whose answers stand ready.</summary>
    public static async Task<WebCompany> StartAsync(CancellationToken cancellationToken)
    {
        var database = await PostgresCluster.Shared.CreateDatabaseAsync(cancellationToken);
        var times = Path.Combine(ScratchDirectory.Create("times").Path, "times.txt");
        var web = await WebProcess.StartAsync(
            database, cancellationToken, ("CTO_BOOTSTRAP_TOKEN", Token), ("DOTNET_STARTUP_HOOKS", typeof(WebCompany).Assembly.Location), (StartupHook.FileVariable, times));
        var company = new WebCompany(database, web, times);
        await company.SignInAsync(cancellationToken);
        await company.PushAsync(Lines(), cancellationToken);
        await company.AnsweredAsync(cancellationToken);
        return company;
    }

    public HttpClient Browser() => new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 })
    {
        BaseAddress = Web.Address,
        DefaultRequestHeaders = { { "Accept", "text/html" }, { "Accept-Encoding", "gzip, deflate, br, zstd" } },
    };

    public async Task PushAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Web.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
        using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await http.PostAsync(new Uri("/api/v1/facts", UriKind.Relative), body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode || !text.Contains("\"rejected\":[]", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(text[..Math.Min(1000, text.Length)]);
        }
    }

    /// <summary>Waits until every tile of the overview shows an answer.</summary>
    public async Task AnsweredAsync(CancellationToken cancellationToken)
    {
        using var browser = Browser();
        browser.DefaultRequestHeaders.AcceptEncoding.Clear();
        var page = "";
        for (var attempt = 0; attempt < 400; attempt++)
        {
            page = await browser.GetStringAsync(new Uri("/", UriKind.Relative), cancellationToken);
            if (page.Contains("class=\"body\"", StringComparison.Ordinal) && !page.Contains("</svg>loading", StringComparison.Ordinal) && !page.Contains("</svg>refreshing", StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(100, cancellationToken);
        }

        throw new InvalidOperationException("The overview never stood still: " + page[..Math.Min(2000, page.Length)]);
    }

    public ValueTask DisposeAsync() => Web.DisposeAsync();

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        using var browser = Browser();
        using var followed = await browser.GetAsync(new Uri(new Uri(await Web.SignInLink.WaitAsync(cancellationToken)).AbsolutePath, UriKind.Relative), cancellationToken);
        browser.DefaultRequestHeaders.AcceptEncoding.Clear();
        var antiforgery = await browser.GetStringAsync(new Uri("/account/antiforgery", UriKind.Relative), cancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = Email, ["name"] = "Ada Novak", ["password"] = Password, ["__RequestVerificationToken"] = antiforgery });
        using var welcomed = await browser.PostAsync(new Uri("/welcome", UriKind.Relative), form, cancellationToken);
        if (welcomed.StatusCode is not HttpStatusCode.Redirect || welcomed.Headers.Location?.ToString() != "/")
        {
            throw new InvalidOperationException($"Signing in ended with {welcomed.StatusCode} {welcomed.Headers.Location}.");
        }
    }

    private static IEnumerable<string> Lines()
    {
        var now = TimeProvider.System.GetUtcNow();
        var pulls = 0;
        foreach (var fact in new DoraHistory(Months, PullRequests, now.AddMinutes(-20)).Facts())
        {
            // Every 500th is still open, as some always are.
            var isOpen = fact is PullRequest && ++pulls % 500 == 0;
            yield return JsonSerializer.Serialize(Line(fact, isOpen), Json);
        }
    }

    private static object Line(Fact fact, bool isOpen) => fact switch
    {
        Service service => new { kind = "service", service.Key, service.Name, service.Team, tier = 1, service.Repositories },
        PullRequest pull when isOpen => new { kind = "pullRequest", pull.Key, pull.Repository, pull.Number, pull.Title, pull.Author, createdAt = pull.MergedAt, pull.Url },
        PullRequest pull => new
        {
            kind = "pullRequest", pull.Key, pull.Repository, pull.Number, pull.Title, pull.Author, pull.CreatedAt, pull.FirstCommitAt, pull.FirstReviewAt, pull.MergedAt, pull.ClosedAt,
            pull.MergeCommit, pull.Additions, pull.Deletions, pull.Url,
            reviews = new[] { new { reviewer = $"dev-{(pull.Number + 7) % 70}", submittedAt = pull.FirstReviewAt, state = "approved" } },
        },
        Deployment deployment => new
        {
            kind = "deployment", deployment.Key, deployment.Service, deployment.Repository, deployment.Environment, deployment.Commit, deployment.Ref, deployment.StartedAt, deployment.FinishedAt,
            result = deployment.Result == DeploymentResult.Failure ? "failure" : "success", deployment.Commits, deployment.Url,
        },
        Incident incident => new { kind = "incident", incident.Key, incident.Title, incident.Service, severity = "sev2", status = "resolved", incident.StartedAt, incident.ResolvedAt },
        _ => throw new InvalidOperationException($"A {fact.GetType().Name} has no line here."),
    };
}
