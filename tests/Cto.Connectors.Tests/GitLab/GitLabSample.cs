using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.GitLab;

/// <summary>The group <c>acme</c> of a GitLab server.</summary>
internal sealed class GitLabSample : IVendorSample
{
    public const string WebhookSecret = "hook-token";

    public string Kind => "gitlab";

    public SourceConnection At(Uri upstream) => At(upstream, WebhookSecret);

    /// <summary>The same with another webhook secret and further settings.</summary>
    public static SourceConnection At(Uri upstream, string secret, params (string Name, string Value)[] settings) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "gitlab",
        Name = "acme",
        Settings = new(new Dictionary<string, string> { ["baseUrl"] = upstream.ToString(), ["group"] = "acme", ["historyDays"] = "600" }
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            .GroupBy(setting => setting.Key).ToDictionary(group => group.Key, group => group.Last().Value)),
        Credentials = new("token", new Dictionary<string, Secret> { ["token"] = new("glpat-acme"), ["webhookSecret"] = new(secret) }),
    };
}
