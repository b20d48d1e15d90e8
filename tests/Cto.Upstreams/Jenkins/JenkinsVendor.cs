using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Jenkins;

/// <summary>The company's old Jenkins: it builds and deploys <c>warehouse-loader</c>, and runs two jobs that nobody dares to touch.</summary>
internal sealed partial class JenkinsVendor(Company company) : SimulatedVendor
{
    private const string Source = "Jenkins";

    private readonly JenkinsJobs _jobs = new(company);

    public override string Prefix => "jenkins";

    public override IReadOnlyList<Grant> Grants { get; } = [new(company.Member("Data", 0).Mailbox, company.Member("Data", 0).Mailbox) { Secret = "11acmedemo0000000000000000000000001" }];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("jenkins", Source, new Dictionary<string, string> { ["baseUrl"] = address, ["deploymentPatterns"] = "*-deploy" })
        {
            CredentialKind = "apiToken",
            Credentials = new Dictionary<string, string> { ["user"] = Grants[0].Token, ["token"] = Grants[0].Secret! },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/me/api/json", call => AnswerAsync(call, json =>
        {
            json.WriteStartObject();
            json.WriteString("_class", "hudson.model.User");
            json.WriteString("id", call.Who!.Account);
            json.WriteString("fullName", company.Member("Data", 0).Name);
            json.WriteEndObject();
        }));
        routes.Get("/{**path}", Item);
    }

    // A refusal is a web page; the right that is missing stands in a header.
    public override Task RefuseAsync(VendorCall call, Refusal refusal)
    {
        call.Http.Response.Headers["X-Jenkins"] = JenkinsWriter.Version;
        if (refusal.Status == 403)
        {
            call.Http.Response.Headers["X-Required-Permission"] = "hudson.model.Hudson.Read";
        }

        return call.SendAsync(System.Text.Encoding.UTF8.GetBytes($"<html><body><h1>{refusal.Status}</h1></body></html>"), "text/html;charset=utf-8", refusal.Status);
    }

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "builds", "pipelineRun", at => _jobs.All.Sum(job => job.Builds.Count(build => build.StartedAt <= at)));
        truth.Count(Source, "builds", "deployment", at => _jobs.All.Where(job => job.Deploys).Sum(job => job.Builds.Count(build => build.StartedAt <= at && !(build.Result is RunResult.Cancelled && build.FinishedAt <= at))));
    }

    private Task Item(VendorCall call)
    {
        call.Only("tree");
        var path = Path().Match(call.Route("path")) is { Success: true } match ? match : throw Refusal.NotFound();
        var name = string.Join('/', path.Groups["job"].Captures.Select(part => part.Value));
        var tree = call.Query("tree") ?? "";
        if (tree.Count(letter => letter == '[') != tree.Count(letter => letter == ']'))
        {
            throw Refusal.Bad("tree", "is not balanced");
        }

        if (path.Groups["number"].Value is { Length: > 0 } number)
        {
            var build = _jobs.Find(name)?.Builds.FirstOrDefault(build => build.Number == int.Parse(number, CultureInfo.InvariantCulture) && build.StartedAt <= call.Now) ?? throw Refusal.NotFound();
            return AnswerAsync(call, json =>
            {
                if (path.Groups["what"].Value == "wfapi/describe")
                {
                    JenkinsWriter.Stages(json, build, call.Now);
                }
                else
                {
                    JenkinsWriter.Build(json, build, call.Now);
                }
            });
        }

        var range = Range().Match(tree) is { Success: true } asked
            ? (From: int.Parse(asked.Groups[1].ValueSpan, provider: CultureInfo.InvariantCulture), To: int.Parse(asked.Groups[2].ValueSpan, provider: CultureInfo.InvariantCulture))
            : (From: 0, To: int.MaxValue);
        if (_jobs.Find(name) is { } job)
        {
            IReadOnlyList<JenkinsBuild> newest = [.. job.Builds.Where(build => build.StartedAt <= call.Now).Reverse()];
            var page = call.Slice(newest, range.From, range.To - range.From);
            return AnswerAsync(call, json => JenkinsWriter.Builds(json, page.Items, call.Now));
        }

        var within = _jobs.In(name) is { Count: > 0 } found ? found : throw Refusal.NotFound();
        var listed = call.Slice(within, range.From, range.To - range.From);
        return AnswerAsync(call, json => JenkinsWriter.Folder(json, listed.Items, call.Now));
    }

    private static Task AnswerAsync(VendorCall call, Action<Utf8JsonWriter> write)
    {
        call.Http.Response.Headers["X-Jenkins"] = JenkinsWriter.Version;
        return call.JsonAsync(write);
    }

    [GeneratedRegex(@"^(?:job/(?<job>[^/]+)/)*(?:(?<number>\d+)/)?(?<what>api/json|wfapi/describe)$")]
    private static partial Regex Path();

    [GeneratedRegex(@"\{(\d+),(\d+)\}$")]
    private static partial Regex Range();
}
