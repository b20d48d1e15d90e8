using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.SonarQube;

internal sealed class SonarSample : IVendorSample
{
    public string Kind => "sonarqube";

    public SourceConnection At(Uri upstream) => VendorSource.Of("sonarqube", upstream.ToString(), "token", ("token", "squ_stub"), ("webhookSecret", "hook-secret"));
}
