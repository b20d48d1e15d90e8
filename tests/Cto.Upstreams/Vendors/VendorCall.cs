using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Faults;
using Cto.Upstreams.Limits;
using Cto.Upstreams.World;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Vendors;

/// <summary>One request to a vendor: what it asks (this file), its answer and its pages.</summary>
internal sealed partial class VendorCall(HttpContext http, SimulatedVendor vendor, Simulation simulation, Fault? fault)
{
    private static readonly TimeSpan SkewedBy = TimeSpan.FromMinutes(17);

    private (LimitPolicy Policy, string Credential)? _counted;

    public HttpContext Http => http;

    public SimulatedVendor Vendor => vendor;

    public Simulation Simulation => simulation;

    public Company Company => simulation.Company;

    /// <summary>The fault that hits this request; the pipeline and the answer see to it.</summary>
    public Fault? Fault => fault;

    /// <summary>Whose credential it is; not set at open routes.</summary>
    public Grant? Who { get; set; }

    public DateTimeOffset Now { get; } = simulation.Company.Now;

    /// <summary>How far the vendor's clock is off: only times of the protocol (<c>Date</c>, limits) are.</summary>
    public TimeSpan Skew => fault?.Kind is FaultKind.ClockSkew ? SkewedBy : TimeSpan.Zero;

    /// <summary>A part of the path; an escaped slash in it is a slash.</summary>
    public string Route(string name) => ((string)http.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number in the path.</summary>
    /// <exception cref="Refusal">It is none: nothing is found there.</exception>
    public long RouteNumber(string name) => long.TryParse(Route(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refusal.NotFound();

    /// <summary>A parameter of the query; <see langword="null"/> when it is not given.</summary>
    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? Header(string name) => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A whole number in the query.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="otherwise">When it is not given.</param>
    /// <param name="most">More is taken for this, as vendors do with page sizes.</param>
    /// <exception cref="Refusal">It is no positive number.</exception>
    public int Number(string name, int otherwise, int most = int.MaxValue) =>
        Query(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, most)
        : throw Refusal.Bad(name, "is not a number");

    /// <summary>An instant in the query, ISO 8601; <see langword="null"/> when it is not given.</summary>
    /// <exception cref="Refusal">It is none.</exception>
    public DateTimeOffset? Instant(string name) =>
        Query(name) is not { Length: > 0 } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at
        : throw Refusal.Bad(name, "is not a date");

    /// <summary>One of several words in the query.</summary>
    /// <exception cref="Refusal">It is another.</exception>
    public string Choice(string name, string otherwise, params ReadOnlySpan<string> others) =>
        Query(name) is not { } text || text == otherwise ? otherwise : others.Contains(text) ? text : throw Refusal.Bad(name, $"cannot be '{text}'");

    /// <summary>Refuses parameters that the vendor does not know, so that a typing error in a connector shows.</summary>
    /// <exception cref="Refusal">There is another.</exception>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in http.Request.Query)
        {
            if (!names.Contains(name))
            {
                throw Refusal.Bad(name, "is not a parameter of this route");
            }
        }
    }

    public void CountAgainstLimit()
    {
        if (vendor.Limit(this) is { } policy)
        {
            var credential = Who?.Token ?? "";
            var state = simulation.Limits.Take(vendor.Prefix, credential, policy, Now);
            _counted = (policy, credential);
            vendor.TellLimit(this, state);
            if (state.Exceeded)
            {
                throw new Refusal(429, "API rate limit exceeded");
            }
        }
    }

    /// <summary>Gives the request back to the limit: the vendor does not count this kind of answer.</summary>
    public void DoNotCount()
    {
        if (_counted is { } counted)
        {
            vendor.TellLimit(this, simulation.Limits.GiveBack(vendor.Prefix, counted.Credential, counted.Policy, Now));
        }
    }

    public void SayWhenToRetry()
    {
        var wait = TimeSpan.FromSeconds(fault!.Rule.RetryAfter);
        http.Response.Headers.RetryAfter = fault.Kind switch
        {
            FaultKind.TooManyRequestsSeconds => ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            FaultKind.TooManyRequestsDate => (Now + wait).ToString("r", CultureInfo.InvariantCulture),
            _ => default,
        };
    }
}
