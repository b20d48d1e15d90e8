extern alias upstreams;

using System.Text.Json;
using Cto.Domain.Governance;
using Cto.Insights.Storage;
using Cto.Web.Tenants;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using upstreams::Cto.Upstreams.Demo;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>The demo company's ninth story: two pieces of evidence that no system brings are given over the API, with their end.</summary>
public sealed class GivenEvidenceTests : IAsyncLifetime
{
    private const string Secret = "cto_demo-evidence-secret-0123456789abcdef";

    private readonly List<string> _said = [];
    private CompanyWeb _web = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _web = await CompanyWeb.StartAsync(new() { Scale = 0.01 }, settings: new Dictionary<string, string> { ["Demo:Enabled"] = "true", ["Demo:Token"] = Secret });

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Two_pieces_expire_within_thirty_days_however_often_the_company_starts()
    {
        await StartAsync(Secret);
        var written = await StoredAsync();
        await StartAsync(Secret);

        Assert.Equal(written, await StoredAsync());
        var truth = (await _web.TruthAsync("governance/evidence")).EnumerateArray().Select(piece => (Text(piece, "key"), Text(piece, "title"), piece.GetProperty("expiresAt").GetDateTime()));
        Assert.Equal(truth, written.Select(piece => (piece.Key, piece.Title, piece.ExpiresAt)));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.Equal(2, written.Count);
        Assert.All(written, piece =>
        {
            Assert.InRange(piece.ExpiresAt, now, now.AddDays(30));
            Assert.InRange(piece.CollectedAt, now.AddDays(-400), now);
            Assert.Equal(nameof(EvidenceResult.Met), piece.Result, ignoreCase: true);
            Assert.NotEmpty(piece.Owner);
            // What the story says is not met is not made up for by these.
            Assert.DoesNotContain("CC6.", piece.Controls, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_token_that_may_not_give_facts_is_told()
    {
        using var installer = _web.Web.Client();
        var made = await installer.SubmitAsync("/api/v1/tokens", new { name = "sources alone", scopes = new[] { "read", "write" } }, System.Net.HttpStatusCode.Created);

        await StartAsync(made.GetProperty("token").GetString()!);

        Assert.Contains(_said, line => line.StartsWith("the company's evidence is not taken: ", StringComparison.Ordinal));
        Assert.Empty(await StoredAsync());
    }

    /// <summary>A start of the demo, of which the sources are left out.</summary>
    private async Task StartAsync(string token)
    {
        using var product = new ProductApi(_web.Web.Address, token);
        await new DemoConnecting(product, _web.Company.Simulation, [], _said.Add).RunAsync(isOther: false, Token);
    }

    private async Task<IReadOnlyList<Row>> StoredAsync()
    {
        await using var connection = await _web.Web.Services.GetRequiredService<Database>().OpenAsync(DemoCompany.TenantId, Token);
        return [.. await connection.QueryAsync<Row>(
            "select key, title, result::text as Result, owner, array_to_string(controls, ' ') as Controls, collected_at as CollectedAt, expires_at as ExpiresAt, written_at as WrittenAt from control_evidence order by expires_at")];
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private sealed record Row(string Key, string Title, string Result, string Owner, string Controls, DateTime CollectedAt, DateTime ExpiresAt, DateTime WrittenAt);
}
