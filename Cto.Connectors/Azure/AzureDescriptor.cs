using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Azure;

/// <summary>What the catalogue, the connect form and the API know of Azure.</summary>
internal static class AzureDescriptor
{
    public const string Kind = "azure";
    public const string Charges = "charges";

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = Kind,
        Title = "Azure",
        Category = ConnectorCategory.Cloud,
        Brings = "What each service, location and subscription costs by the day, actual and amortised.",
        DocumentationUrl = "https://learn.microsoft.com/rest/api/cost-management/query/usage",
        Limits = "12 query units in 10 seconds, 60 a minute, 600 an hour; a month of days is one unit. Azure says how long to wait.",
        PollEvery = TimeSpan.FromMinutes(30),
        Settings =
        [
            new(AzureSettings.Scopes, "Subscriptions", "Ids of subscriptions, or other scopes: providers/Microsoft.Management/managementGroups/acme.") { Type = SettingType.List, Required = true, Placeholder = "00000000-0000-0000-0000-000000000000" },
            new(AzureSettings.TagKey, "Tag of our services", "The tag whose value is the name of our service.") { Default = AzureSettings.DefaultTagKey },
            UsualSettings.Refresh with { Help = "How often costs are asked for: Azure renews them a few times a day." },
            UsualSettings.History,
            UsualSettings.Address(AzureSettings.DefaultBaseUrl, "Of another Azure cloud (China, US Government); leave it for the usual one."),
            new(AzureSettings.LoginUrl, "Address of the login", "Of another Azure cloud; leave it for the usual one.") { Type = SettingType.Url, Default = AzureSettings.DefaultLoginUrl },
        ],
        Credentials =
        [
            new(
                AzureClient.Kind,
                "App registration",
                "Microsoft Entra ID → App registrations → New registration → Certificates & secrets → New client secret; then give it its role under each subscription's Access control (IAM).",
                [
                    new(AzureClient.TenantId, "Directory (tenant) id", Secret: false),
                    new(AzureClient.ClientId, "Application (client) id", Secret: false),
                    new(AzureClient.ClientSecret, "Client secret"),
                ])
            {
                Scopes = [new("Cost Management Reader", "Costs, on each subscription or other scope.")],
            },
        ],
        Streams = [new(Charges, "Charges", [FactKinds.Charge])],
    };
}
