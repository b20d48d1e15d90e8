using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Azure;

/// <inheritdoc/>
internal sealed class AzureSample : IVendorSample
{
    public const string Subscription = "6f1c2a50-8d3e-4f7b-9a21-0c5d7e9b1a01";

    public string Kind => "azure";

    public SourceConnection At(Uri upstream) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = Kind,
        Name = "Azure",
        Settings = new(new Dictionary<string, string> { ["baseUrl"] = $"{upstream}management", ["loginUrl"] = $"{upstream}login", ["scopes"] = Subscription }),
        Credentials = new("clientSecret", new Dictionary<string, Secret>
        {
            ["tenantId"] = new("acme.example"),
            ["clientId"] = new("3a9b1c7e-2f64-4d0a-8b15-5e7f90c1d2a3"),
            ["clientSecret"] = new("azure-demo-secret"),
        }),
    };
}
