using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Datadog;

internal sealed class DatadogSample : IVendorSample
{
    public string Kind => "datadog";

    public SourceConnection At(Uri upstream) => At(upstream, []);

    public static SourceConnection At(Uri upstream, params (string Name, string Value)[] settings) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "datadog",
        Name = "Acme",
        Settings = new(new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))) { ["baseUrl"] = upstream.ToString() }),
        Credentials = new("keys", new Dictionary<string, Secret> { ["apiKey"] = new("datadog-api-key"), ["applicationKey"] = new("datadog-application-key") }),
    };
}
