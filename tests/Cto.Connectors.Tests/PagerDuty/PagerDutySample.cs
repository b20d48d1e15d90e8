using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.PagerDuty;

internal sealed class PagerDutySample : IVendorSample
{
    public string Kind => "pagerduty";

    public SourceConnection At(Uri upstream) => At(upstream, []);

    public static SourceConnection At(Uri upstream, params (string Name, string Value)[] settings) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "pagerduty",
        Name = "Acme",
        Settings = new(new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        {
            ["baseUrl"] = upstream.ToString(),
            ["oauthUrl"] = upstream.ToString(),
            ["actAs"] = "cto@acme.test",
        }),
        Credentials = new("token", new Dictionary<string, Secret> { ["token"] = new("pagerduty-key"), ["webhookSecret"] = new("hook-secret") }),
    };
}
