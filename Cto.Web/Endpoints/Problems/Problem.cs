using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cto.Web.Endpoints.Problems;

/// <summary>Makes RFC 9457 problem details of a <see cref="ProblemKind"/>.</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>What stands before the kind in <c>type</c>.</summary>
    public const string TypePrefix = "urn:cto:problem:";

    public static ProblemHttpResult Of(ProblemKind kind, string detail, IReadOnlyDictionary<string, object?>? more = null)
    {
        var (status, type, title) = Describe(kind);
        return TypedResults.Problem(new ProblemDetails
        {
            Status = status,
            Type = TypePrefix + type,
            Title = title,
            Detail = detail,
            Extensions = more is null ? new Dictionary<string, object?>() : new Dictionary<string, object?>(more),
        });
    }

    /// <summary>The kind for a bare status code of the framework.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        401 => ProblemKind.NotSignedIn,
        403 => ProblemKind.NotPermitted,
        404 => ProblemKind.NotFound,
        405 => ProblemKind.MethodNotAllowed,
        408 => ProblemKind.TooSlow,
        413 => ProblemKind.TooLarge,
        415 => ProblemKind.UnsupportedMediaType,
        429 => ProblemKind.TooManyRequests,
        503 => ProblemKind.Unavailable,
        >= 500 => ProblemKind.Unexpected,
        _ => ProblemKind.Malformed,
    };

    public static (int Status, string Type, string Title) Describe(ProblemKind kind) => kind switch
    {
        ProblemKind.Malformed => (400, "malformed", "The request cannot be read."),
        ProblemKind.UnknownParameter => (400, "unknown-parameter", "A parameter is not known."),
        ProblemKind.InvalidParameter => (400, "invalid-parameter", "A parameter has a value that is not allowed."),
        ProblemKind.Forged => (400, "forged", "The request cannot be proved to come from this site."),
        ProblemKind.NotSignedIn => (401, "not-signed-in", "A valid token or session is needed."),
        ProblemKind.NotPermitted => (403, "not-permitted", "The caller lacks the right."),
        ProblemKind.NotFound => (404, "not-found", "There is no such thing."),
        ProblemKind.UnknownEntity => (404, "unknown-entity", "A filter names something that is not there."),
        ProblemKind.MethodNotAllowed => (405, "method-not-allowed", "The address does not take this method."),
        ProblemKind.TooSlow => (408, "too-slow", "The request came too slowly."),
        ProblemKind.Conflict => (409, "conflict", "It is there already, or somebody was faster."),
        ProblemKind.TooLarge => (413, "too-large", "The body is too big."),
        ProblemKind.UnsupportedMediaType => (415, "unsupported-media-type", "The body is of a type that is not taken here."),
        ProblemKind.Invalid => (422, "invalid", "The request makes no sense."),
        ProblemKind.SourceRefused => (422, "source-refused", "The source cannot be connected."),
        ProblemKind.TooManyRequests => (429, "too-many-requests", "Too many requests."),
        ProblemKind.Unexpected => (500, "unexpected", "Something went wrong in this program."),
        ProblemKind.Unavailable => (503, "unavailable", "Something this program needs does not answer now."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

/// <summary>Ends a request with a problem; the handler of all failures answers it.</summary>
internal sealed class ProblemException(ProblemKind kind, string detail) : Exception(detail)
{
    public ProblemKind Kind { get; } = kind;

    /// <summary>More fields of the answer, by name.</summary>
    public IReadOnlyDictionary<string, object?>? More { get; init; }
}
