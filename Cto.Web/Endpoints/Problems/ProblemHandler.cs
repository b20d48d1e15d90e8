using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Grains.Dashboards;
using Cto.Insights;
using Cto.Insights.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Problems;

/// <summary>The one place where failures become answers; none of them shows the inside of the program.</summary>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads the answer any more.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = Answer(exception);
        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private ProblemHttpResult Answer(Exception exception)
    {
        switch (exception)
        {
            case ProblemException e:
                return Problem.Of(e.Kind, e.Message, e.More);
            case InsightParameterException e:
                return Problem.Of(ProblemKind.InvalidParameter, e.Message, Fields(("parameter", e.Parameter)));
            case UnknownEntityException e:
                return Problem.Of(ProblemKind.UnknownEntity, e.Message, Fields(("parameter", e.Parameter), ("suggestions", e.Suggestions)));
            case SourceException e:
                return Problem.Of(ProblemKind.SourceRefused, e.Message, Fields(("fault", e.Fault), ("remedy", e.Remedy)));
            case DashboardException e:
                return Problem.Of(ProblemKind.Invalid, e.Message);
            case BadHttpRequestException { InnerException: JsonException e }:
                return Problem.Of(ProblemKind.Malformed, Describe(e));
            case BadHttpRequestException e:
                return Problem.Of(Problem.OfStatus(e.StatusCode), e.Message);
            case StoreUnavailableException e:
                LogUnavailable(e.Message);
                return Problem.Of(ProblemKind.Unavailable, $"{e.Message} Nothing was lost: try again.");
            case OrleansException e:
                LogLostNode(e);
                return Problem.Of(ProblemKind.Unavailable, "A node of this installation has just gone; another one takes over. Try again.");
            case TimeoutException e:
                LogTimeout(e);
                return Problem.Of(ProblemKind.Unavailable, "It took too long. Try again.");
            default:
                LogUnexpected(exception);
                return Problem.Of(ProblemKind.Unexpected, "The log of this installation says more under the trace id.", Fields(("traceId", Activity.Current?.TraceId.ToString())));
        }
    }

    private static Dictionary<string, object?> Fields(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var more = new Dictionary<string, object?>();
        foreach (var (name, value) in fields)
        {
            more[name] = value;
        }

        return more;
    }

    /// <summary>The parser's own sentence names types of the program; the place in the text is what helps.</summary>
    private static string Describe(JsonException e)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        return e.Path is null or "$" ? $"The body is not the JSON that is expected here ({place})." : $"The body does not fit at {e.Path} ({place}).";
    }

    [LoggerMessage(LogLevel.Warning, "A request could not be served: {Reason}")]
    private partial void LogUnavailable(string reason);

    [LoggerMessage(LogLevel.Warning, "A request took too long.")]
    private partial void LogTimeout(Exception exception);

    [LoggerMessage(LogLevel.Warning, "A request met a node that has gone.")]
    private partial void LogLostNode(Exception exception);

    [LoggerMessage(LogLevel.Error, "A request failed.")]
    private partial void LogUnexpected(Exception exception);
}
