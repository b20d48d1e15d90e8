using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.ServiceDefaults.Telemetry;

/// <summary>Logs on the console: lines for people at a terminal, JSON for machines, both chosen otherwise by <c>Logging:Console:FormatterName</c>.</summary>
internal static class LogRegistration
{
    // A line for each request would drown the rest; traces show requests better.
    private static readonly Dictionary<string, string?> Levels = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
        ["Logging:LogLevel:Orleans"] = "Warning",

        // They warn at each start: of one heap, which is our choice, and of the time before it.
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Error",
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",

        // Two lines for each grain that wakes.
        ["Logging:LogLevel:Polly"] = "Error",
    };

    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        // First among the sources, so that appsettings and environment say otherwise.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });
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
