using System.Net;
using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Web.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Endpoints.Sources;

/// <summary>A source can be connected without being read at once.</summary>
public sealed class PausedSourceTests
{
    [Fact]
    public async Task Connected_paused_it_is_checked_and_rests_until_it_is_resumed()
    {
        await using var web = await TestWeb.StartAsync(services: services => services.AddSingleton<ISourceConnector>(new ActingConnector()));
        using var client = web.Client();

        var id = (await client.SubmitAsync("/api/v1/sources", new { connector = "board", name = "Board", paused = true }, HttpStatusCode.Created)).GetProperty("id").GetString()!;
        var rests = await client.FetchAsync($"/api/v1/sources/{id}");
        await client.SubmitAsync($"/api/v1/sources/{id}/sync", new { }, HttpStatusCode.Conflict);
        await client.SubmitAsync($"/api/v1/sources/{id}/resume", new { }, HttpStatusCode.Accepted);
        await client.SyncedAsync(id);

        Assert.Equal(("paused", JsonValueKind.Null), (rests.GetProperty("state").GetString(), rests.GetProperty("lastAttemptAt").ValueKind));
    }
}
