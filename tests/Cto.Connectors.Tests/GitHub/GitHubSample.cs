using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>A GitHub organisation called <c>acme</c>.</summary>
internal sealed class GitHubSample : IVendorSample
{
    public string Kind => "github";

    public SourceConnection At(Uri upstream) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = Kind,
        Name = "acme",
        Settings = new(new Dictionary<string, string> { ["baseUrl"] = upstream.ToString(), ["organization"] = "acme", ["historyDays"] = "600" }),
        Credentials = new("token", new Dictionary<string, Secret> { ["token"] = new("ghp_acme"), ["webhookSecret"] = new("hook-secret") }),
    };
}
