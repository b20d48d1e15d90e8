using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.CircleCI;

internal sealed class CircleSample : IVendorSample
{
    public string Kind => "circleci";

    public SourceConnection At(Uri upstream) =>
        VendorSource.Of("circleci", $"{upstream}api/v2", "token", ("token", "CCIPAT_stub"), ("webhookSecret", "hook-secret")).With(("projects", "gh/acme/search-api"));
}
