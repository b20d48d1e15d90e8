using System.Text.RegularExpressions;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Jenkins;

/// <summary>A Jenkins whose jobs a test sets by their names with folders, each with its builds.</summary>
internal sealed partial class StubJenkins : IAsyncDisposable
{
    public StubHttp Http { get; private set; } = null!;

    /// <summary>By the full name; every folder of a name is a folder.</summary>
    public SortedDictionary<string, List<StubBuild>> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>The stages of every build, as name and status; none = the plugin is missing.</summary>
    public List<(string Name, string? Status)> Stages { get; } = [];

    public Func<HttpContext, IResult?> Misbehave { get; set; } = _ => null;

    public static async Task<StubJenkins> StartAsync()
    {
        var jenkins = new StubJenkins();
        jenkins.Http = await StubHttp.StartAsync(app => app.MapGet("/{**path}", async context =>
        {
            context.Response.Headers["X-Jenkins"] = "2.479.1";
            await (jenkins.Misbehave(context) ?? jenkins.Answer(context)).ExecuteAsync(context);
        }));
        return jenkins;
    }

    public static StubBuild Build(int number, string? result = "SUCCESS", string branch = "main", string? repository = "https://github.com/acme/shop.git") => new(number, result, branch, repository);

    /// <summary>Build n began n minutes after a moment five days ago and took two.</summary>
    public static long At(int number) => Connectors.Today.AddDays(-5).AddMinutes(number).ToUnixTimeMilliseconds();

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    // Names are read from the raw target: an escaped slash in a name must stay one.
    private IResult Answer(HttpContext context)
    {
        var raw = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var tree = context.Request.Query["tree"].ToString();
        if (raw == "/me/api/json")
        {
            return Results.Json(new { id = "cto", fullName = "Chief" });
        }

        var match = Target().Match(raw);
        var name = string.Join('/', match.Groups["job"].Captures.Select(part => Uri.UnescapeDataString(part.Value)));
        var range = Range().Match(tree) is { Success: true } found ? (From: int.Parse(found.Groups[1].Value, null), To: int.Parse(found.Groups[2].Value, null)) : (From: 0, To: int.MaxValue);
        if (match.Groups["number"].Value is { Length: > 0 } number)
        {
            return Jobs.TryGetValue(name, out var job) && job.FirstOrDefault(build => build.Number == int.Parse(number, null)) is { } build
                ? raw.Contains("wfapi", StringComparison.Ordinal)
                    ? Stages.Count == 0 ? Results.NotFound() : Results.Json(new { stages = Stages.Select((stage, i) => new { id = $"{i + 6}", name = stage.Name, status = stage.Status, startTimeMillis = At(build.Number), durationMillis = 60_000 }) })
                    : Results.Json(Shown(build))
                : Results.NotFound();
        }

        if (tree.StartsWith("allBuilds", StringComparison.Ordinal))
        {
            return Jobs.TryGetValue(name, out var builds)
                ? Results.Json(new { allBuilds = builds.OrderByDescending(build => build.Number).Skip(range.From).Take(range.To - range.From).Select(Shown) })
                : Results.NotFound();
        }

        var prefix = name.Length == 0 ? "" : $"{name}/";
        return Results.Json(new
        {
            jobs = Jobs.Where(job => job.Key.StartsWith(prefix, StringComparison.Ordinal)).GroupBy(job => job.Key[prefix.Length..].Split('/')[0]).Skip(range.From).Take(range.To - range.From)
                .Select(group => (object)(Jobs.TryGetValue(prefix + group.Key, out var builds)
                    ? new { _class = "org.jenkinsci.plugins.workflow.job.WorkflowJob", fullName = prefix + group.Key, name = group.Key, lastBuild = builds.Count == 0 ? null : new { number = builds.Max(build => build.Number) } }
                    : new { _class = "com.cloudbees.hudson.plugins.folder.Folder", fullName = prefix + group.Key, name = group.Key, jobs = Array.Empty<object>() })),
        });
    }

    private static object Shown(StubBuild build) => new
    {
        number = build.Number,
        timestamp = At(build.Number),
        duration = build.Result is null ? 0 : 120_000,
        building = build.Result is null,
        result = build.Result,
        actions = new object[]
        {
            new { causes = new[] { new { _class = "hudson.model.Cause$UserIdCause" } } },
            new { },
            build.Repository is null ? new { } : new
            {
                lastBuiltRevision = new Dictionary<string, object> { ["SHA1"] = $"{build.Number:D40}", ["branch"] = new[] { new { name = $"refs/remotes/origin/{build.Branch}" } } },
                remoteUrls = new[] { build.Repository },
            },
        },
        changeSets = new[] { new { items = new[] { new { commitId = $"c{build.Number}" } } } },
    };

    [GeneratedRegex(@"^(?:/job/(?<job>[^/]+))*/(?:(?<number>\d+)/)?(?:api/json|wfapi/describe)$")]
    private static partial Regex Target();

    [GeneratedRegex(@"\{(\d+),(\d+)\}$")]
    private static partial Regex Range();
}

/// <summary>A build of the stub.</summary>
internal sealed record StubBuild(int Number, string? Result, string Branch, string? Repository);
