using System.Globalization;
using Cto.Web.Components.Boards;
using Cto.Web.Endpoints.Dashboards;
using Cto.Web.Security.Access;

namespace Cto.Web.Endpoints.Live;

/// <summary>Tells an open board which of its widgets show something new.</summary>
internal static class StreamEndpoints
{
    private const string ContentType = "text/event-stream";

    public static void MapStream(this IEndpointRouteBuilder api) =>
        api.MapGet("/stream", Stream).WithTags("Dashboards").Produces<string>(contentType: ContentType)
            .WithSummary("Server-sent events: 'widget' with the id of a widget of the dashboard that shows something new. Period and filters as on the page; resumes by Last-Event-ID.");

    /// <param name="http">The request; its query may hold the page's period and filters.</param>
    /// <param name="dashboard">The dashboard's id.</param>
    /// <param name="caller">Who looks.</param>
    /// <param name="dashboards">Finds it.</param>
    /// <param name="feeds">Makes the feed.</param>
    /// <param name="lifetime">Ends open streams when the program stops.</param>
    /// <param name="since">Tell also what changed since this instant (milliseconds since 1970): when the page was drawn.</param>
    private static async Task Stream(
        HttpContext http, string dashboard, Caller caller, DashboardAccess dashboards, WidgetFeeds feeds, IHostApplicationLifetime lifetime, long? since = null)
    {
        await dashboards.ReadAsync(caller, dashboard);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var resumed = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : since;
        try
        {
            await foreach (var feed in feeds.FollowAsync(caller, dashboard, PageFilters.Of(http.Request.Query), resumed, ends.Token))
            {
                await http.Response.WriteAsync(feed.Text, ends.Token);
                await http.Response.Body.FlushAsync(ends.Token);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The page was closed, or the program stops: the browser comes back by itself.
        }
    }
}
