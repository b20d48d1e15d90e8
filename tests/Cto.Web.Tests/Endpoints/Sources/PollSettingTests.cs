using System.Net;
using System.Text.Json;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Endpoints.Sources;

/// <summary>How often a source is polled is a setting like any other.</summary>
public sealed class PollSettingTests
{
    [Fact]
    public async Task It_is_offered_taken_within_bounds_and_taken_back()
    {
        await using var web = await TestWeb.StartAsync(services: services => services.AddSingleton<ISourceConnector>(new ActingConnector()));
        using var client = web.Client();

        var offered = (await client.FetchAsync("/api/v1/connectors/board")).GetProperty("settings").EnumerateArray().Single();
        Assert.Equal(("pollMinutes", "5", 1, 10_080), (offered.GetProperty("name").GetString(), offered.GetProperty("default").GetString(), offered.GetProperty("least").GetInt32(), offered.GetProperty("most").GetInt32()));

        foreach (var wrong in new object[] { 0, -5, 1.5, 10_081, "soon", "1e3" })
        {
            var refused = await client.SubmitAsync("/api/v1/sources", Board(wrong), HttpStatusCode.UnprocessableEntity);
            Assert.Equal(("settings.pollMinutes", "'pollMinutes' must be a whole number from 1 to 10080."), (refused.GetProperty("field").GetString(), refused.GetProperty("detail").GetString()));
        }

        var id = (await client.SubmitAsync("/api/v1/sources", Board(60), HttpStatusCode.Created)).GetProperty("id").GetString();
        Assert.Equal("60", (await client.FetchAsync($"/api/v1/sources/{id}")).GetProperty("settings").GetProperty("pollMinutes").GetString());

        var back = await client.AskAsync(HttpMethod.Patch, $"/api/v1/sources/{id}", new { settings = new { pollMinutes = (int?)null } });
        Assert.False(back.GetProperty("settings").TryGetProperty("pollMinutes", out JsonElement _));
    }

    private static object Board(object minutes) => new { connector = "board", name = "Board", settings = new { pollMinutes = minutes } };
}
