using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>What the catalogue, the connect form and the API know of AWS.</summary>
internal static class AwsDescriptor
{
    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "aws",
        Title = "AWS",
        Category = ConnectorCategory.Cloud,
        Brings = "What each service, region and account costs by the day, where it could cost less, and who can get into the account.",
        DocumentationUrl = "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html",
        Limits = "AWS charges 0.01 USD for each answer of Cost Explorer. A refresh costs 2 answers, and 1 more for each account and region in which something changed; IAM and the Cost Optimization Hub are free.",
        PollEvery = TimeSpan.FromMinutes(30),
        Settings =
        [
            new(AwsSettings.TagKey, "Tag of our services", "The cost allocation tag whose value is the name of our service; activate it in the billing console.") { Default = AwsSettings.DefaultTagKey },
            new(AwsSettings.AccountNames, "Account names", "As 123456789012=name, where AWS' own names do not suit.") { Type = SettingType.List, Placeholder = "123456789012=acme-prod" },
            new(AwsSettings.RoleArn, "Role", "Assumed before anything is read; empty means as the key's user.") { Placeholder = "arn:aws:iam::123456789012:role/cto-assistant" },
            new(AwsSettings.IamRoles, "Roles in further accounts", "Their users and rights are read too: IAM shows one account at a time.") { Type = SettingType.List, Placeholder = "arn:aws:iam::210987654321:role/cto-assistant" },
            new(AwsSettings.EmailTag, "Tag of the e-mail", "The tag of an IAM user that holds the person's e-mail; not needed where users are named by it.") { Default = AwsSettings.DefaultEmailTag },
            new(AwsSettings.SharedUsers, "Shared users", "Names or patterns of users that several people use.") { Type = SettingType.List, Default = AwsSettings.DefaultSharedUsers },
            UsualSettings.Refresh with { Help = "How often Cost Explorer is asked: AWS renews its numbers a few times a day and charges for each answer." },
            MonthlyBudget.Setting,
            UsualSettings.History with { Help = "How many days back the first sync reads; AWS keeps 14 months." },
            new(AwsSettings.CostExplorerUrl, "Address of Cost Explorer", "Leave it unless you go through a proxy of your own.") { Type = SettingType.Url, Default = AwsSettings.DefaultCostExplorerUrl },
            new(AwsSettings.OptimizationHubUrl, "Address of the Cost Optimization Hub", "Leave it unless you go through a proxy of your own.") { Type = SettingType.Url, Default = AwsSettings.DefaultOptimizationHubUrl },
            new(AwsSettings.IamUrl, "Address of IAM", "Of another partition (China, GovCloud); leave it for the usual one.") { Type = SettingType.Url, Default = AwsSettings.DefaultIamUrl },
            new(AwsSettings.StsUrl, "Address of STS", "Of another partition; leave it for the usual one.") { Type = SettingType.Url, Default = AwsSettings.DefaultStsUrl },
            new(AwsSettings.Region, "Region of signatures", "The region that the addresses above lie in.") { Default = AwsSettings.DefaultRegion },
        ],
        Credentials =
        [
            new(
                AwsCredentials.Kind,
                "Access key",
                "IAM → Users → a user of its own → Security credentials → Create access key; in the organisation's payer account, which sees the whole bill.",
                [
                    new(AwsCredentials.AccessKeyId, "Access key id", Secret: false),
                    new(AwsCredentials.SecretAccessKey, "Secret access key"),
                    new(AwsCredentials.SessionToken, "Session token (for temporary keys)", Required: false),
                ])
            {
                Scopes =
                [
                    new("ce:GetCostAndUsage", "Charges."),
                    new("ce:GetCostForecast", "The forecast.", Required: false),
                    new("ce:GetAnomalies", "Cost anomalies.", Required: false),
                    new("ce:GetSavingsPlansCoverage, ce:GetSavingsPlansUtilization", "Use of savings plans.", Required: false),
                    new("cost-optimization-hub:ListRecommendations", "Savings.", Required: false),
                    new("ce:GetRightsizingRecommendation, ce:GetSavingsPlansPurchaseRecommendation", "Savings, where the hub is not used.", Required: false),
                    new("iam:GetAccountAuthorizationDetails", "Users, groups and policies: who is an administrator.", Required: false),
                    new("iam:GenerateCredentialReport, iam:GetCredentialReport", "Second factors, passwords and the use of keys.", Required: false),
                    new("iam:ListAccessKeys", "The keys' ids.", Required: false),
                    new("iam:ListUsers, iam:ListMFADevices, iam:GetAccessKeyLastUsed", "The same one by one, where the two above are not given.", Required: false),
                    new("iam:ListAccountAliases", "The account's name.", Required: false),
                    new("sts:AssumeRole", "To read as a role, if one is named.", Required: false),
                ],
            },
        ],
        Streams = AwsStreams.All,
    };
}
