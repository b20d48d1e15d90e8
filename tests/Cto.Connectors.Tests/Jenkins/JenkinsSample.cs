using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Jenkins;

internal sealed class JenkinsSample : IVendorSample
{
    public string Kind => "jenkins";

    public SourceConnection At(Uri upstream) => VendorSource.Of("jenkins", upstream.ToString(), "apiToken", ("user", "cto"), ("token", "11stub"));
}
