using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Snyk;

internal sealed class SnykSample : IVendorSample
{
    public string Kind => "snyk";

    public SourceConnection At(Uri upstream) => VendorSource.Of("snyk", $"{upstream}rest", "token", ("token", "snyk_uat.stub"), ("webhookSecret", "hook-secret"));
}
