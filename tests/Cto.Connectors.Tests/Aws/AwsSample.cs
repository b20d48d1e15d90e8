using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Aws;

/// <inheritdoc/>
internal sealed class AwsSample : IVendorSample
{
    public string Kind => "aws";

    public SourceConnection At(Uri upstream) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = Kind,
        Name = "AWS",
        Settings = new(new Dictionary<string, string>
        {
            ["costExplorerUrl"] = $"{upstream}ce",
            ["optimizationHubUrl"] = $"{upstream}hub",
            ["iamUrl"] = $"{upstream}iam",
            ["stsUrl"] = $"{upstream}sts",
        }),
        // The demo company's own key; it opens nothing else.
        Credentials = new("accessKey", new Dictionary<string, Secret> { ["accessKeyId"] = new("AKIAACMEDEMO00000001"), ["secretAccessKey"] = new("acme-demo-secret-access-key-000000000001") }),
    };
}
