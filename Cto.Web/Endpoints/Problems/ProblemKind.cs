namespace Cto.Web.Endpoints.Problems;

/// <summary>The ways in which the API says no; each has a stable <c>type</c>.</summary>
public enum ProblemKind
{
    /// <summary>The request cannot be read.</summary>
    Malformed,

    /// <summary>A parameter is not known; <c>parameter</c> names it.</summary>
    UnknownParameter,

    /// <summary>A parameter's value is not allowed; <c>parameter</c> names it.</summary>
    InvalidParameter,

    /// <summary>The antiforgery token is missing or wrong.</summary>
    Forged,

    /// <summary>No token or session, or one that is not valid (any more).</summary>
    NotSignedIn,

    /// <summary>The caller lacks the right.</summary>
    NotPermitted,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>A filter names something that is not there; <c>suggestions</c> come close.</summary>
    UnknownEntity,

    /// <summary>The address does not take this method.</summary>
    MethodNotAllowed,

    /// <summary>The request came too slowly.</summary>
    TooSlow,

    /// <summary>Somebody was faster, or it is there already.</summary>
    Conflict,

    /// <summary>The body is too big.</summary>
    TooLarge,

    /// <summary>The body is of a type that is not taken here.</summary>
    UnsupportedMediaType,

    /// <summary>The request was understood and makes no sense.</summary>
    Invalid,

    /// <summary>The live check of a source failed; <c>fault</c> and <c>remedy</c> say why and what to do.</summary>
    SourceRefused,

    /// <summary>Too many requests; <c>Retry-After</c> says when to come back.</summary>
    TooManyRequests,

    /// <summary>A mistake of this program; the trace id finds it in the log.</summary>
    Unexpected,

    /// <summary>Something this program needs does not answer now.</summary>
    Unavailable,
}
