using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Slack;

internal sealed class SlackSample : IVendorSample
{
    public string Kind => "slack";

    public SourceConnection At(Uri upstream) => VendorSource.Of("slack", $"{upstream}api", "token", ("token", "xoxb-stub"), ("webhookSecret", "signing-secret"));
}
