using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Jira;

internal sealed class JiraSample : IVendorSample
{
    public string Kind => "jira";

    public SourceConnection At(Uri upstream) =>
        VendorSource.Of("jira", upstream.ToString(), "token", ("email", "cto@acme.test"), ("token", "jira-token"), ("webhookSecret", "hook-secret")).With(("deployment", "cloud"));
}
