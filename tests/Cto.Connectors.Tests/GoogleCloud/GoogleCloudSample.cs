using System.Security.Cryptography;
using System.Text.Json;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.GoogleCloud;

/// <inheritdoc/>
internal sealed class GoogleCloudSample : IVendorSample
{
    // Made for this run: nothing in the world opens with it.
    private static readonly Lazy<string> Pem = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    });

    public string Kind => "google-cloud";

    public SourceConnection At(Uri upstream) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = Kind,
        Name = "Google Cloud",
        Settings = new(new Dictionary<string, string>
        {
            ["table"] = "acme-billing.billing.gcp_billing_export_v1_0123AB_4567CD_89EF01",
            ["baseUrl"] = $"{upstream}bigquery",
            ["tokenUrl"] = $"{upstream}oauth2",
        }),
        Credentials = new("serviceAccount", new Dictionary<string, Secret>
        {
            ["keyFile"] = new(JsonSerializer.Serialize(new
            {
                type = "service_account",
                project_id = "acme-billing",
                private_key_id = "demo",
                private_key = Pem.Value,
                client_email = "cto-assistant@acme-billing.iam.gserviceaccount.com",
            })),
        }),
    };
}
