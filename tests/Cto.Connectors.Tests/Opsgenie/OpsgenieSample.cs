using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Opsgenie;

internal sealed class OpsgenieSample : IVendorSample
{
    public string Kind => "opsgenie";

    public SourceConnection At(Uri upstream) => At(upstream, []);

    public static SourceConnection At(Uri upstream, params (string Name, string Value)[] settings) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "opsgenie",
        Name = "Acme Mobile",
        Settings = new(new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))) { ["baseUrl"] = upstream.ToString() }),
        Credentials = new("apiKey", new Dictionary<string, Secret> { ["apiKey"] = new("opsgenie-key") }),
    };
}
