using System.Net.Http.Headers;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>What one vendor does differently from the others when it speaks HTTP, for one source.</summary>
internal abstract class HttpDialect
{
    /// <summary>The connector's kind: the name of these calls in metrics and traces.</summary>
    public abstract string Kind { get; }

    /// <summary>The vendor's name in messages.</summary>
    public abstract string Vendor { get; }

    /// <summary>What shares one rate limit at the vendor: usually the credentials (as a hash), so that streams and sources know of each other's use.</summary>
    public abstract string LimitKey { get; }

    /// <summary>Puts the credentials and the vendor's own headers on a request.</summary>
    public abstract ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Which of the vendor's separate budgets a request is counted in (<c>search</c>); empty where there is one for all.</summary>
    public virtual string Bucket(HttpRequestMessage request) => "";

    /// <summary>What a request costs at a vendor that charges for calls, in US dollars; 0 elsewhere. What shows only in the answer goes into <see cref="FactPage.Cost"/>.</summary>
    public virtual decimal Price(HttpRequestMessage request) => 0;

    /// <summary>Whether a request costs anything, also where how much shows only in the answer: such requests stop when the source's budget is used up.</summary>
    public virtual bool IsCharged(HttpRequestMessage request) => Price(request) > 0;

    /// <summary>What the vendor says of its limit; <see langword="null"/> when it says nothing.</summary>
    public virtual RateLimit? Limit(HttpResponseHeaders headers, DateTimeOffset now) => RateLimits.Read(headers, now);

    /// <summary>The limits that the vendor states in its documentation and not in its headers: kept by ourselves, at most nine tenths of each. Empty where headers tell.</summary>
    public virtual IReadOnlyList<StatedLimit> Stated => [];

    /// <summary>What a refusal means where the vendor says more than its status does; <see langword="null"/> = what the status says.</summary>
    public virtual SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) => null;

    /// <summary>The vendor's own words in the body of a refusal; <see langword="null"/> when it gives none.</summary>
    public virtual string? Words(string body) => null;
}

/// <summary>A limit that is known from the vendor's documentation.</summary>
/// <param name="Requests">Requests allowed in any window of this length.</param>
/// <param name="Window">The window.</param>
internal sealed record StatedLimit(int Requests, TimeSpan Window)
{
    /// <summary>The <see cref="HttpDialect.Bucket"/> that it counts; <see langword="null"/> = every request.</summary>
    public string? Bucket { get; init; }
}
