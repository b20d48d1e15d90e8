namespace Cto.Upstreams.Faults;

/// <summary>The ways in which a simulated vendor can go wrong on demand; in requests they are written in kebab case (<c>too-many-requests-date</c>).</summary>
internal enum FaultKind
{
    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>401 in the vendor's words for a token that has ended.</summary>
    ExpiredToken,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>409.</summary>
    Conflict,

    /// <summary>429 with <c>Retry-After</c> in seconds.</summary>
    TooManyRequestsSeconds,

    /// <summary>429 with <c>Retry-After</c> as a date.</summary>
    TooManyRequestsDate,

    /// <summary>429 that does not say how long.</summary>
    TooManyRequestsNone,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>Never answers.</summary>
    TimeOut,

    /// <summary>Answers late.</summary>
    Slow,

    /// <summary>Closes the connection without an answer.</summary>
    Reset,

    /// <summary>Breaks off in the middle of the body.</summary>
    Cut,

    /// <summary>Says JSON and sends something else.</summary>
    Garbage,

    /// <summary>The right body under a wrong content type.</summary>
    WrongType,

    /// <summary>A web page with status 200, as proxies and login pages send it.</summary>
    Html,

    /// <summary>Status 200 and no body.</summary>
    Empty,

    /// <summary>Its clock is 17 minutes ahead: <c>Date</c> and the times of its limits.</summary>
    ClockSkew,

    /// <summary>Each page is followed by itself.</summary>
    PageLoop,

    /// <summary>The next page is on another host.</summary>
    ForeignLink,

    /// <summary>Webhooks come twice.</summary>
    DuplicateWebhooks,

    /// <summary>Webhooks come in the wrong order.</summary>
    ReorderedWebhooks,
}
