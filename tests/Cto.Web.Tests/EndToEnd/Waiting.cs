using System.Text.Json;
using Cto.Testing;

namespace Cto.Web.Tests.EndToEnd;

/// <summary>Waits for what the program does by itself.</summary>
internal static class Waiting
{

    /// <summary>Waits until a sync has gone through every stream.</summary>
    public static Task SyncedAsync(this HttpClient tenant, string id) => UntilAsync(async () =>
    {
        var source = await tenant.FetchAsync($"/api/v1/sources/{id}");
        Assert.True(source.GetProperty("state").GetString() != "failing", source.ToString());
        return source.GetProperty("state").GetString() == "idle" && source.GetProperty("lastSuccessAt").ValueKind == JsonValueKind.String;
    });

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience.Limit);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }
}
