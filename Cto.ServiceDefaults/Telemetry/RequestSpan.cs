using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cto.ServiceDefaults.Telemetry;

/// <summary>Completes the span of a request with what is known only at its end: the route, the status, whether it failed.</summary>
/// <remarks>The framework starts the span and writes what it knows then; the rest is usually the work of an instrumentation package.</remarks>
internal sealed class RequestSpan : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(CompleteAsync);
        next(app);
    };

    private static async Task CompleteAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            span.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= 500)
            {
                Fail(span, context.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
            }
        }
        catch (Exception e)
        {
            Fail(span, e.GetType().FullName!);
            span.AddException(e);
            throw;
        }
        finally
        {
            Name(span, context);
        }
    }

    /// <summary>Routes are few and addresses are many, so a span is named by its route.</summary>
    private static void Name(Activity span, HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            route = route.StartsWith('/') ? route : "/" + route;
            span.SetTag("http.route", route);
            span.DisplayName = $"{context.Request.Method} {route}";
        }
        else
        {
            span.DisplayName = context.Request.Method;
        }
    }

    private static void Fail(Activity span, string type)
    {
        span.SetTag("error.type", type);
        span.SetStatus(ActivityStatusCode.Error);
    }
}
