namespace Cto.Connectors.Aws.Iam;

/// <summary>All users of an account with what policies allow them, in a few large answers.</summary>
internal sealed class IamDirectory
{
    private readonly List<AwsXml> _users = [];
    private readonly List<AwsXml> _groups = [];

    /// <summary>The documents of managed policies, by ARN; of AWS' own only those that are in use.</summary>
    private readonly Dictionary<string, PolicyDocument> _policies = new(StringComparer.Ordinal);

    private IamDirectory()
    {
    }

    public static async Task<IReadOnlyList<IamUser>> ReadAsync(AwsQueryService iam, CancellationToken cancellationToken)
    {
        var directory = new IamDirectory();
        var question = AwsQuery.Iam("GetAccountAuthorizationDetails", [("MaxItems", "1000"), .. AwsQuery.List("Filter", "User", "Group", "LocalManagedPolicy", "AWSManagedPolicy")]);
        await foreach (var page in iam.PagesAsync(question, cancellationToken))
        {
            directory.Take(page);
        }

        var byGroup = directory._groups.ToLookup(group => group.Text("GroupName"), group => directory.Rights(group, "GroupPolicyList", $"group {group.Text("GroupName")}"), StringComparer.Ordinal);
        return
        [
            .. directory._users.Select(user => IamUser.Of(
                user,
                [.. directory.Rights(user, "UserPolicyList", "direct"), .. user.List("GroupList").SelectMany(group => byGroup[group.Value].SelectMany(rights => rights))])).OfType<IamUser>(),
        ];
    }

    private void Take(AwsXml page)
    {
        _users.AddRange(page.List("UserDetailList"));
        _groups.AddRange(page.List("GroupDetailList"));
        foreach (var policy in page.List("Policies"))
        {
            if (policy.Text("Arn") is { } arn)
            {
                _policies[arn] = PolicyDocument.Parse(policy.List("PolicyVersionList").Where(version => version.Flag("IsDefaultVersion")).Select(version => version.Text("Document")).FirstOrDefault());
            }
        }
    }

    private IEnumerable<IamRight> Rights(AwsXml owner, string inline, string via)
    {
        foreach (var policy in owner.List("AttachedManagedPolicies").Where(policy => policy.Text("PolicyName") is not null))
        {
            var arn = policy.Text("PolicyArn") ?? "";
            foreach (var right in Rights(policy.Text("PolicyName")!, via, _policies.GetValueOrDefault(arn, PolicyDocument.Empty), IsAdministrator(arn)))
            {
                yield return right;
            }
        }

        foreach (var policy in owner.List(inline).Where(policy => policy.Text("PolicyName") is not null))
        {
            foreach (var right in Rights(policy.Text("PolicyName")!, via, PolicyDocument.Parse(policy.Text("PolicyDocument")), administrator: false))
            {
                yield return right;
            }
        }
    }

    // A login on a database is a right of its own: it is to something else than the account.
    private static IEnumerable<IamRight> Rights(string name, string via, PolicyDocument document, bool administrator) =>
        document.Databases.Select(database => new IamRight("rds-db:connect", via, false, database)).Prepend(new(name, via, administrator || document.AllowsEverything));

    // AWS' own policies that allow everything, or to give oneself everything.
    private static bool IsAdministrator(string arn) => arn.Contains(":aws:policy/", StringComparison.Ordinal) &&
        (arn.EndsWith("/AdministratorAccess", StringComparison.Ordinal) || arn.EndsWith("/IAMFullAccess", StringComparison.Ordinal));
}
