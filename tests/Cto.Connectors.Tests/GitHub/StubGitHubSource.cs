using Cto.Domain.Sources;
using Cto.Testing;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>The source that reads a stub.</summary>
internal static class StubGitHubSource
{
    public static SourceConnection Source(this StubGitHub github, params (string Name, string Value)[] settings) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "github",
        Name = "acme",
        Settings = new(new Dictionary<string, string> { ["baseUrl"] = github.Http.Address.ToString(), ["organization"] = "acme" }
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            .GroupBy(setting => setting.Key).ToDictionary(group => group.Key, group => group.Last().Value)),
        Credentials = new("token", new Dictionary<string, Secret> { ["token"] = new("ghp_stub"), ["webhookSecret"] = new("hook-secret") }),
    };
}
