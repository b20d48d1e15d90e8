using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GoogleCloud;

/// <summary>What the catalogue, the connect form and the API know of Google Cloud.</summary>
internal static class GoogleCloudDescriptor
{
    public const string Kind = "google-cloud";
    public const string Charges = "charges";

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = Kind,
        Title = "Google Cloud",
        Category = ConnectorCategory.Cloud,
        Brings = "What each service, region and project costs by the day, from the billing export in BigQuery.",
        DocumentationUrl = "https://docs.cloud.google.com/billing/docs/how-to/export-data-bigquery",
        Limits = "BigQuery charges 6.25 USD for each TiB that a query reads, at least 10 MB; only the partitions that are needed are read. 100 queries at a time for a project.",
        PollEvery = TimeSpan.FromMinutes(30),
        Settings =
        [
            new(GoogleCloudSettings.Table, "Billing export table", "The standard usage cost export, as project.dataset.table.") { Required = true, Placeholder = "acme-billing.billing.gcp_billing_export_v1_0123AB_4567CD_89EF01" },
            new(GoogleCloudSettings.Label, "Label of our services", "The label whose value is the name of our service.") { Default = GoogleCloudSettings.DefaultLabel },
            new(GoogleCloudSettings.Project, "Project of the queries", "Where queries run and are charged to; empty means the service account's own."),
            new(GoogleCloudSettings.Location, "Location of the dataset", "Only where BigQuery does not find it by itself.") { Placeholder = "EU" },
            UsualSettings.Refresh with { Help = "How often the export is queried: Google adds to it a few times a day." },
            MonthlyBudget.Setting,
            UsualSettings.History,
            UsualSettings.Address(GoogleCloudSettings.DefaultBaseUrl, "Of BigQuery; leave it unless you go through a proxy of your own."),
            new(GoogleCloudSettings.TokenUrl, "Address of the tokens", "Leave it unless you go through a proxy of your own.") { Type = SettingType.Url, Default = GoogleCloudSettings.DefaultTokenUrl },
        ],
        Credentials =
        [
            new(
                ServiceAccountKey.Kind,
                "Service account key",
                "IAM → Service accounts → a service account of its own → Keys → Add key → JSON: the whole file.",
                [new(ServiceAccountKey.Field, "Key file (JSON)", Multiline: true)])
            {
                Scopes =
                [
                    new("roles/bigquery.jobUser", "To run queries, on the project."),
                    new("roles/bigquery.dataViewer", "To read the billing export, on its dataset."),
                ],
            },
        ],
        Streams = [new(Charges, "Charges", [FactKinds.Charge])],
    };
}
