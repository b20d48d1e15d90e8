using System.Diagnostics;
using Cto.Insights.Storage;
using Cto.Web.Endpoints.Problems;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Components.Errors;

/// <summary>Failures of pages become pages; programs and fragments get problem details from <see cref="ProblemHandler"/>, which comes after.</summary>
internal sealed partial class PageErrors(ILogger<PageErrors> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsPage(httpContext) || httpContext.RequestAborted.IsCancellationRequested)
        {
            return false;
        }

        var status = exception switch
        {
            ProblemException e => Problem.Describe(e.Kind).Status,
            StoreUnavailableException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException e => e.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (status >= StatusCodes.Status500InternalServerError)
        {
            LogFailed(exception, httpContext.Request.Path, status);
        }

        await ShowAsync(httpContext, status, status == StatusCodes.Status500InternalServerError ? Activity.Current?.TraceId.ToString() : null);
        return true;
    }

    /// <summary>Gives a page to bare status codes, such as that of an address where nothing is.</summary>
    public static Task ShowAsync(StatusCodeContext context) => ShowAsync(context.HttpContext, context.HttpContext.Response.StatusCode, null);

    /// <summary>Whether a person waits for a whole page.</summary>
    public static bool IsPage(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !http.Request.Headers.ContainsKey("HX-Request")
        && !http.Request.Path.StartsWithSegments("/api");

    private static Task ShowAsync(HttpContext http, int status, string? trace) =>
        new RazorComponentResult<ErrorDocument>(new { Status = status, Theme = http.Request.Cookies["cto.theme"], Trace = trace }) { StatusCode = status }.ExecuteAsync(http);

    [LoggerMessage(LogLevel.Error, "The page {Path} could not be shown ({Status}).")]
    private partial void LogFailed(Exception exception, string path, int status);
}
