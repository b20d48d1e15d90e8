using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Asana;

internal sealed class AsanaSample : IVendorSample
{
    public string Kind => "asana";

    public SourceConnection At(Uri upstream) =>
        VendorSource.Of("asana", $"{upstream}api/1.0", "token", ("token", "asana-token"), ("webhookSecret", "hook-secret")).With(("requestsPerMinute", "1500"));
}
