using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cto.Benchmarks.GitHub;

/// <summary>A GitHub without delay, in a process of its own so that its memory is not ours: one repository of 1,000 pages of 100 pull requests of 5 KB.</summary>
internal static class GitHubUpstream
{
    public const int Pages = 1_000;
    public const int PageSize = 100;
    private const int Bytes = 5_000;
    private const int Digits = 9;

    /// <summary>Prints its address and serves until its standard input ends.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var (one, numbers) = Template();
        app.MapGet("/orgs/acme/repos", () => Results.Text("""[{"id":1,"name":"shop","full_name":"acme/shop","html_url":"https://github.test/acme/shop"}]""", "application/json"));
        app.MapGet("/repos/acme/shop/pulls", async context =>
        {
            var page = int.Parse(context.Request.Query["page"].ToString(), CultureInfo.InvariantCulture);
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = (PageSize * (one.Length + 1)) + 1;
            if (page < Pages)
            {
                context.Response.Headers.Link = $"<http://{context.Request.Host}/repos/acme/shop/pulls?per_page=100&page={page + 1}>; rel=\"next\"";
            }

            Write(context.Response.BodyWriter, one, numbers, (Pages - page + 1) * PageSize);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        });
        await app.StartAsync(cancellationToken);
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync(cancellationToken);
        await app.StopAsync(cancellationToken);
    }

    private static void Write(System.IO.Pipelines.PipeWriter writer, byte[] one, int[] numbers, int first)
    {
        for (var index = 0; index < PageSize; index++)
        {
            var span = writer.GetSpan(one.Length + 2);
            span[0] = (byte)(index == 0 ? '[' : ',');
            one.CopyTo(span[1..]);
            foreach (var at in numbers)
            {
                Utf8Formatter.TryFormat(first - index, span.Slice(1 + at, Digits), out _, new('D', Digits));
            }

            if (index == PageSize - 1)
            {
                span[one.Length + 1] = (byte)']';
            }

            writer.Advance(one.Length + (index == PageSize - 1 ? 2 : 1));
        }
    }

    /// <summary>One pull request with the fields GitHub sends, and where its number stands. A leading zero is no JSON number, so numbers begin with a 1.</summary>
    private static (byte[] Json, int[] Numbers) Template()
    {
        const string Number = "#########";
        static string User(string login) => $$"""
            {"login":"{{login}}","id":7496278,"node_id":"MDQ6VXNlcjc0OTYyNzg=","avatar_url":"https://avatars.test/u/7496278?v=4","gravatar_id":"","url":"https://api.test/users/{{login}}","html_url":"https://github.test/{{login}}","followers_url":"https://api.test/users/{{login}}/followers","repos_url":"https://api.test/users/{{login}}/repos","type":"User","site_admin":false}
            """;
        static string Branch(string name) => $$"""
            {"label":"acme:{{name}}","ref":"{{name}}","sha":"5bbc9e170bbee27c37bcc30da3da75b4531d1edb","user":{{User("acme")}},"repo":{"id":1,"name":"shop","full_name":"acme/shop","owner":{{User("acme")}},"private":true,"html_url":"https://github.test/acme/shop","description":"The shop","default_branch":"main"} }
            """;
        var text = $$"""
            {"url":"https://api.test/repos/acme/shop/pulls/1{{Number}}","id":1{{Number}},"node_id":"MDExOlB1bGxSZXF1ZXN0","html_url":"https://github.test/acme/shop/pull/1{{Number}}","number":1{{Number}},"state":"closed","locked":false,"title":"Improve part 1{{Number}} of the shop a good deal","user":{{User("ada")}},"body":"@","created_at":"2026-10-01T08:00:00Z","updated_at":"2026-10-02T08:00:00Z","closed_at":"2026-10-02T08:00:00Z","merged_at":"2026-10-02T08:00:00Z","merge_commit_sha":"5bbc9e170bbee27c37bcc30da3da751{{Number}}","assignee":null,"assignees":[],"requested_reviewers":[],"requested_teams":[],"labels":[{"id":1,"name":"feature","color":"ededed","default":false}],"milestone":null,"draft":false,"head":{{Branch("feature")}},"base":{{Branch("main")}},"author_association":"CONTRIBUTOR","auto_merge":null,"active_lock_reason":null}
            """;
        text = text.Replace("@", new string('x', Bytes - text.Length), StringComparison.Ordinal);
        return (Encoding.UTF8.GetBytes(text), [.. Enumerable.Range(0, text.Length - Digits).Where(at => text.AsSpan(at, Digits).SequenceEqual(Number))]);
    }
}
