using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cto.Connectors.Tests.Git;

/// <summary>A git server over HTTP on a free loopback port: git's own <c>http-backend</c>, with a password where one is set.</summary>
internal sealed class GitServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _root;

    private GitServer(WebApplication app, string root)
    {
        _app = app;
        _root = root;
    }

    /// <summary>The user and password that it wants; <see langword="null"/> = none.</summary>
    public string? Login { get; set; }

    /// <summary>What it answers instead of serving; <see langword="null"/> = it serves.</summary>
    public int? Failure { get; set; }

    /// <summary>The Authorization headers of the requests so far.</summary>
    public List<string?> Authorizations { get; } = [];

    public string AddressOf(string repository) => $"{_app.Urls.First()}/{repository}";

    /// <param name="repository">The repository that stands in the served directory.</param>
    public static async Task<GitServer> StartAsync(TestRepository repository)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new GitServer(app, Path.GetDirectoryName(repository.Path)!);
        repository.Run("config", "uploadpack.allowFilter", "true");
        app.Run(server.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.FirstOrDefault();
        lock (Authorizations)
        {
            Authorizations.Add(authorization);
        }

        if (Failure is { } status)
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("<html>\n<body>\nSign in\n</body>\n</html>\n");
            return;
        }

        if (Login is { } login && authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login)))
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }

        using var backend = Process.Start(Backend(context.Request))!;
        var feed = FeedAsync(context.Request.Body, backend.StandardInput);
        await AnswerAsync(backend.StandardOutput.BaseStream, context.Response);
        await feed;
        await backend.WaitForExitAsync(context.RequestAborted);
    }

    private ProcessStartInfo Backend(HttpRequest request)
    {
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["GIT_PROJECT_ROOT"] = _root,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
            ["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding,
            ["PATH_INFO"] = request.Path,
            ["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?'),
            ["REQUEST_METHOD"] = request.Method,
            ["CONTENT_TYPE"] = request.ContentType,
            ["CONTENT_LENGTH"] = request.ContentLength?.ToString(CultureInfo.InvariantCulture),
        })
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task FeedAsync(Stream body, StreamWriter input)
    {
        await body.CopyToAsync(input.BaseStream);
        input.Close();
    }

    private static async Task AnswerAsync(Stream output, HttpResponse response)
    {
        while (await LineAsync(output) is { Length: > 0 } header)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            if (name == "Status")
            {
                response.StatusCode = int.Parse(value[..3], CultureInfo.InvariantCulture);
            }
            else
            {
                response.Headers[name] = value;
            }
        }

        await output.CopyToAsync(response.Body);
    }

    private static async Task<string> LineAsync(Stream output)
    {
        var line = new StringBuilder();
        var letter = new byte[1];
        while (await output.ReadAsync(letter) == 1 && letter[0] != '\n')
        {
            line.Append((char)letter[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
