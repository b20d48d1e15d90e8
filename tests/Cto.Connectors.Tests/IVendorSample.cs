using Cto.Domain.Sources;

namespace Cto.Connectors.Tests;

/// <summary>A connection to one vendor at some address: what tests that go through every connector need to know of it. One class a vendor, found by itself.</summary>
internal interface IVendorSample
{
    /// <summary>The connector's kind.</summary>
    string Kind { get; }

    /// <summary>The vendor's prefix in the simulated company, for example <c>github</c>; the address is then <c>http://host:port/github/</c>.</summary>
    string Prefix => Kind;

    /// <summary>A connection with every setting and credential that a complete sync needs, its addresses below <paramref name="upstream"/>.</summary>
    SourceConnection At(Uri upstream);
}
