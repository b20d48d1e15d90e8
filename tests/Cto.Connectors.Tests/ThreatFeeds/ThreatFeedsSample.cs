using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.ThreatFeeds;

/// <inheritdoc/>
internal sealed class ThreatFeedsSample : IVendorSample
{
    public string Kind => "threat-feeds";

    public SourceConnection At(Uri upstream) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = Kind,
        Name = "Threat feeds",
        Settings = new(new Dictionary<string, string>
        {
            ["kevUrl"] = $"{upstream}kev",
            ["epssUrl"] = $"{upstream}epss",
            ["osvUrl"] = $"{upstream}osv",
            ["nvdUrl"] = $"{upstream}nvd",
            ["githubUrl"] = $"{upstream}github",
            ["watched"] = "CVE-2024-3094",
        }),
        Credentials = new("keys", new Dictionary<string, Secret> { ["nvdKey"] = new("nvd-demo-key"), ["githubToken"] = new("ghp_threatfeeds") }),
    };
}
