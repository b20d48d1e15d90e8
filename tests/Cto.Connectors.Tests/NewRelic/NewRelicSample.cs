using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.NewRelic;

internal sealed class NewRelicSample : IVendorSample
{
    public string Kind => "newrelic";

    public SourceConnection At(Uri upstream) => At(upstream, []);

    public static SourceConnection At(Uri upstream, params (string Name, string Value)[] settings) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "newrelic",
        Name = "Acme",
        Settings = new(new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))) { ["baseUrl"] = upstream.ToString() }),
        Credentials = new("userKey", new Dictionary<string, Secret> { ["userKey"] = new("NRAK-STUB") }),
    };
}
