using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.WebSearch;

internal sealed class WebSearchSample : IVendorSample
{
    public string Kind => "web-search";

    public SourceConnection At(Uri upstream) => VendorSource.Of("web-search", upstream.ToString(), "token", ("token", "BSAstub"));
}
