using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.ServiceDefaults.Telemetry;

/// <summary>Logs on the console: lines for people at a terminal, JSON for machines, both chosen otherwise by <c>Logging:Console:FormatterName</c>.</summary>
internal static class LogRegistration
{
    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
        });
        if (builder.Configuration["Logging:Console:FormatterName"] is null && Console.IsOutputRedirected)
        {
            builder.Logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "O";
                // The scopes carry the trace id and the request.
                options.IncludeScopes = true;
            });
        }
    }
}
