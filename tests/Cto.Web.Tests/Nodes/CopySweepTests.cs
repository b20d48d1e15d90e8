using System.Net;
using Cto.Testing;
using Cto.Web.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Nodes;

public sealed class CopySweepTests
{
    [Fact]
    public async Task Mirrors_of_sources_that_are_gone_are_removed_and_no_others()
    {
        using var data = ScratchDirectory.Create("sweep");
        using var repository = new GitFixture();
        repository.Commit(TimeProvider.System.GetUtcNow().AddDays(-1), "Start");
        await using var web = await TestWeb.StartAsync(settings: new Dictionary<string, string> { ["CTO_DATA"] = data.Path });
        using var client = web.Client();
        var source = await client.SubmitAsync("/api/v1/sources", new { connector = "git", settings = new { location = repository.Path } }, HttpStatusCode.Created);
        var tenant = (await client.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id").GetGuid();
        var kept = Mirror(data, tenant, source.GetProperty("id").GetGuid());
        var gone = Mirror(data, tenant, Guid.NewGuid());
        var others = Mirror(data, Guid.NewGuid(), Guid.NewGuid());
        var foreign = Directory.CreateDirectory(Path.Combine(data.Path, "git", "something", "else"));

        await web.Services.GetRequiredService<CopySweep>().SweepAsync(TestContext.Current.CancellationToken);

        Assert.Equal((true, false, true, true), (Directory.Exists(kept), Directory.Exists(gone), Directory.Exists(others), foreign.Exists));
    }

    private static string Mirror(ScratchDirectory data, Guid tenant, Guid source)
    {
        var mirror = Path.Combine(data.Path, "git", tenant.ToString("N"), source.ToString("N") + ".git");
        Directory.CreateDirectory(Path.Combine(mirror, "objects"));
        File.WriteAllText(Path.Combine(mirror, "HEAD"), "ref: refs/heads/main");
        return mirror;
    }
}
