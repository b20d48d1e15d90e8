using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>The settings of one AWS source, read and checked.</summary>
internal sealed class AwsSettings
{
    public const string CostExplorerUrl = "costExplorerUrl";
    public const string OptimizationHubUrl = "optimizationHubUrl";
    public const string IamUrl = "iamUrl";
    public const string StsUrl = "stsUrl";
    public const string Region = "region";
    public const string RoleArn = "roleArn";
    public const string IamRoles = "iamRoleArns";
    public const string AccountNames = "accountNames";
    public const string TagKey = "tagKey";
    public const string EmailTag = "emailTag";
    public const string SharedUsers = "sharedUsers";
    public const string DefaultCostExplorerUrl = "https://ce.us-east-1.amazonaws.com";
    public const string DefaultOptimizationHubUrl = "https://cost-optimization-hub.us-east-1.amazonaws.com";
    public const string DefaultIamUrl = "https://iam.amazonaws.com";
    public const string DefaultStsUrl = "https://sts.us-east-1.amazonaws.com";
    public const string DefaultRegion = "us-east-1";
    public const string DefaultTagKey = "service";
    public const string DefaultEmailTag = "email";
    public const string DefaultSharedUsers = "shared*, *-shared, admin, administrator, ops, devops, test";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _shared;

    /// <exception cref="SourceException">They make no sense.</exception>
    public AwsSettings(SourceSettings settings, AddressGuard guard)
    {
        CostExplorer = guard.Parse(settings.Text(CostExplorerUrl) ?? DefaultCostExplorerUrl);
        OptimizationHub = guard.Parse(settings.Text(OptimizationHubUrl) ?? DefaultOptimizationHubUrl);
        Iam = guard.Parse(settings.Text(IamUrl) ?? DefaultIamUrl);
        Sts = guard.Parse(settings.Text(StsUrl) ?? DefaultStsUrl);
        SigningRegion = settings.Text(Region) ?? DefaultRegion;
        Role = settings.Text(RoleArn) is { } role ? Arn(role) : null;
        FurtherRoles = [.. settings.List(IamRoles).Select(Arn)];
        Tag = settings.Text(TagKey) ?? DefaultTagKey;
        Email = settings.Text(EmailTag) ?? DefaultEmailTag;
        _shared = settings.List(SharedUsers) is { Count: > 0 } shared ? shared : DefaultSharedUsers.Split(", ");
        Refresh = UsualSettings.RefreshOf(settings);
        HistoryInDays = UsualSettings.HistoryOf(settings).Days;
        foreach (var line in settings.List(AccountNames))
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: 12 } id, { Length: > 0 } name] || !id.All(char.IsAsciiDigit))
            {
                throw Wrong($"'{HttpFaults.Shorten(line, 60)}' names no account.", "Give accounts as 123456789012=name.");
            }

            _names[id] = name;
        }
    }

    public Uri CostExplorer { get; }
    public Uri OptimizationHub { get; }
    public Uri Iam { get; }
    public Uri Sts { get; }
    public string SigningRegion { get; }

    /// <summary>The role that everything is read as; <see langword="null"/> = as the key's user.</summary>
    public string? Role { get; }

    /// <summary>Roles in further accounts whose IAM is read too.</summary>
    public IReadOnlyList<string> FurtherRoles { get; }

    /// <summary>The cost allocation tag that names our service.</summary>
    public string Tag { get; }

    /// <summary>The tag of a user that holds the person's e-mail.</summary>
    public string Email { get; }

    /// <summary>How long what Cost Explorer said is good enough: it charges for each answer.</summary>
    public TimeSpan Refresh { get; }
    public int HistoryInDays { get; }

    /// <summary>An account's name; <see langword="null"/> when none was given.</summary>
    public string? NameOf(string account) => _names.GetValueOrDefault(account);

    /// <summary>Whether a user's name says that several people use it.</summary>
    public bool IsShared(string user) => UsualSettings.Matches(_shared, user);

    private static string Arn(string text) => text.StartsWith("arn:", StringComparison.Ordinal) && text.Contains(":role/", StringComparison.Ordinal) && text.Length <= 2048
        ? text
        : throw Wrong($"'{HttpFaults.Shorten(text, 60)}' is no role.", "Give a role as arn:aws:iam::123456789012:role/name.");

    private static SourceException Wrong(string message, string remedy) => new(SourceFault.InvalidSettings, message) { Remedy = remedy };
}
