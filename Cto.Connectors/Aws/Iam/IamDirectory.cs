namespace Cto.Connectors.Aws.Iam;

/// <summary>All users of an account with what policies allow them, in a few large answers.</summary>
internal static class IamDirectory
{
    public static async Task<IReadOnlyList<IamUser>> ReadAsync(AwsQueryService iam, CancellationToken cancellationToken)
    {
        var (users, groups, own) = (new List<AwsXml>(), new List<AwsXml>(), new List<AwsXml>());
        var question = AwsQuery.Iam("GetAccountAuthorizationDetails", [("MaxItems", "1000"), .. AwsQuery.List("Filter", "User", "Group", "LocalManagedPolicy", "AWSManagedPolicy")]);
        await foreach (var page in iam.PagesAsync(question, cancellationToken))
        {
            users.AddRange(page.List("UserDetailList"));
            groups.AddRange(page.List("GroupDetailList"));
            own.AddRange(page.List("Policies"));
        }

        var privileged = own.Where(policy => policy.List("PolicyVersionList").Any(version => version.Flag("IsDefaultVersion") && PolicyDocument.AllowsEverything(version.Text("Document"))))
            .Select(policy => policy.Text("Arn")).ToHashSet(StringComparer.Ordinal);
        var byGroup = groups.ToLookup(group => group.Text("GroupName"), group => Rights(group, "GroupPolicyList", $"group {group.Text("GroupName")}", privileged), StringComparer.Ordinal);
        return
        [
            .. users.Select(user => IamUser.Of(
                user,
                [.. Rights(user, "UserPolicyList", "direct", privileged), .. user.List("GroupList").SelectMany(group => byGroup[group.Value].SelectMany(rights => rights))])).OfType<IamUser>(),
        ];
    }

    private static IReadOnlyList<IamRight> Rights(AwsXml owner, string inline, string via, HashSet<string?> privileged) =>
    [
        .. owner.List("AttachedManagedPolicies").Where(policy => policy.Text("PolicyName") is not null)
            .Select(policy => new IamRight(policy.Text("PolicyName")!, via, IsAdministrator(policy.Text("PolicyArn")) || privileged.Contains(policy.Text("PolicyArn")))),
        .. owner.List(inline).Where(policy => policy.Text("PolicyName") is not null)
            .Select(policy => new IamRight(policy.Text("PolicyName")!, via, PolicyDocument.AllowsEverything(policy.Text("PolicyDocument")))),
    ];

    // AWS' own policies that allow everything, or to give oneself everything.
    private static bool IsAdministrator(string? arn) => arn is not null && arn.Contains(":aws:policy/", StringComparison.Ordinal) &&
        (arn.EndsWith("/AdministratorAccess", StringComparison.Ordinal) || arn.EndsWith("/IAMFullAccess", StringComparison.Ordinal));
}
