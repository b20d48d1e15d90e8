namespace Cto.Connectors.Aws.Iam;

/// <summary>A user of one account.</summary>
/// <param name="Name">Unique in the account.</param>
/// <param name="Rights">What policies allow, direct and through groups; <see langword="null"/> when it may not be seen.</param>
internal sealed record IamUser(string Name, string Arn, DateTimeOffset? CreatedAt, DateTimeOffset? PasswordLastUsed, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<IamRight>? Rights)
{
    /// <returns><see langword="null"/> when it has no name.</returns>
    public static IamUser? Of(AwsXml user, IReadOnlyList<IamRight>? rights = null) => user.Text("UserName") is not { } name ? null : new(
        name,
        user.Text("Arn") ?? "",
        user.Instant("CreateDate"),
        user.Instant("PasswordLastUsed"),
        user.List("Tags").Where(tag => tag.Text("Key") is not null).ToLookup(tag => tag.Text("Key")!, tag => tag.Text("Value") ?? "").ToDictionary(tag => tag.Key, tag => tag.First(), StringComparer.OrdinalIgnoreCase),
        rights);
}

/// <summary>A policy that applies to a user.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Via"><c>direct</c>, or <c>group Admins</c>.</param>
/// <param name="Privileged">Whether it allows everything, or to give oneself everything.</param>
/// <param name="Database">What it is to; <see langword="null"/> = the account.</param>
internal sealed record IamRight(string Policy, string Via, bool Privileged, string? Database = null);

/// <summary>An access key, without its secret, which AWS shows once.</summary>
internal sealed record IamKey(string Id, bool Active, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    /// <returns><see langword="null"/> when it has no id or age.</returns>
    public static IamKey? Of(AwsXml key) => key.Text("AccessKeyId") is { } id && key.Instant("CreateDate") is { } created ? new(id, key.Text("Status") == "Active", created, null) : null;
}
