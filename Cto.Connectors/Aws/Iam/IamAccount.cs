using Cto.Domain;
using Cto.Domain.Governance;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws.Iam;

/// <summary>One AWS account whose IAM is read: its number, its name, and how its users become facts.</summary>
internal sealed class IamAccount(AwsQueryService iam, AwsSettings settings, string number, string? alias)
{
    public AwsQueryService Iam => iam;

    /// <summary>The account's alias, else the name given in the settings, else its number.</summary>
    public string Name { get; } = alias ?? settings.NameOf(number) ?? number;

    private string System => $"aws:{number}";

    private string RootKey { get; } = $"aws:{number}/root";

    private string UserPrefix { get; } = $"aws:{number}/user/";

    public static async Task<IamAccount> OpenAsync(AwsSession session, AwsQueryService iam, AwsQueryService sts, CancellationToken cancellationToken) =>
        new(iam, session.Settings, await NumberAsync(sts, cancellationToken), await AliasAsync(iam, cancellationToken));

    /// <summary>The number of the account that a key belongs to; every key may ask this.</summary>
    public static async Task<string> NumberAsync(AwsQueryService sts, CancellationToken cancellationToken) =>
        (await sts.AskAsync(AwsQuery.Sts("GetCallerIdentity"), cancellationToken)).Text("Account") ??
        throw new SourceException(SourceFault.UnexpectedReply, "AWS STS does not say which account the key belongs to.");

    public Account Account(IamUser user, CredentialRow? row, bool? mfa, IReadOnlyList<IamKey> keys)
    {
        var highest = user.Rights?.OrderByDescending(right => right.Privileged).FirstOrDefault();
        var usesConsole = row?.Password ?? (user.PasswordLastUsed is not null ? true : null);
        return new()
        {
            Key = KeyOf(user),
            System = System,
            Login = user.Name,
            Email = Email(user),
            Kind = settings.IsShared(user.Name) ? AccountKind.Shared : usesConsole == true || (usesConsole is null && keys.Count == 0) ? AccountKind.Person : AccountKind.Service,
            Status = AccountStatus.Active,
            // Without a password there is nothing that a second factor could guard.
            Mfa = mfa == false && usesConsole == false ? null : mfa,
            Role = highest?.Policy,
            Privileged = user.Rights?.Any(right => right.Privileged),
            CreatedAt = user.CreatedAt ?? row?.CreatedAt,
            LastActiveAt = Latest([row?.PasswordLastUsed ?? user.PasswordLastUsed, .. keys.Select(key => key.LastUsedAt)]),
        };
    }

    /// <summary>The user that an account begins with: nobody's own.</summary>
    public Account Root(CredentialRow row) => new()
    {
        Key = RootKey,
        System = System,
        Login = "root",
        Name = $"Root user of {Name}",
        Kind = AccountKind.Service,
        Status = AccountStatus.Active,
        Mfa = row.Mfa,
        Role = "root",
        Privileged = true,
        CreatedAt = row.CreatedAt,
        LastActiveAt = Latest([row.PasswordLastUsed, .. row.Keys.Select(key => key.LastUsedAt)]),
    };

    /// <summary>The root user's keys, which should not be; nobody but the root user itself is told their ids.</summary>
    public IEnumerable<AccessKey> RootKeys(CredentialRow row) => row.Keys.Where(key => key.Rotated is not null).Select((key, place) => new AccessKey
    {
        Key = $"{RootKey}/key/{place + 1}",
        System = System,
        Account = "root",
        Id = $"root key {place + 1}",
        Active = key.Active,
        CreatedAt = key.Rotated!.Value,
        LastUsedAt = key.LastUsedAt,
    });

    public AccessKey Key(IamUser user, IamKey key) => new()
    {
        Key = $"{System}/key/{key.Id}",
        System = System,
        Account = user.Name,
        Id = key.Id,
        Active = key.Active,
        CreatedAt = key.CreatedAt,
        LastUsedAt = key.LastUsedAt,
    };

    public AccessGrant Grant(IamUser user, IamRight right) => new()
    {
        Key = $"{KeyOf(user)}/{right.Via}/{right.Policy}{(right.Database is null ? "" : $"/{right.Database}")}",
        System = System,
        Account = user.Name,
        Email = Email(user),
        Resource = right.Database ?? Name,
        Role = right.Policy,
        Privileged = right.Privileged,
        Via = right.Via,
    };

    /// <summary>Whether a fact is of the root user.</summary>
    public bool IsOfRoot(FactKey fact) => fact.Key == RootKey || fact.Key.StartsWith($"{RootKey}/", StringComparison.Ordinal);

    /// <summary>The user of this account whose right a fact is; <see langword="null"/> when it is none.</summary>
    public string? HolderOf(FactKey fact) =>
        fact.Kind == FactKinds.AccessGrant && fact.Key.StartsWith(UserPrefix, StringComparison.Ordinal) ? fact.Key[UserPrefix.Length..].Split('/', 2)[0] : null;

    private string KeyOf(IamUser user) => UserPrefix + user.Name;

    private string? Email(IamUser user) => new[] { user.Name, user.Tags.GetValueOrDefault(settings.Email) }.FirstOrDefault(name => name is not null && name.Contains('@'))?.ToLowerInvariant();

    private static DateTimeOffset? Latest(IEnumerable<DateTimeOffset?> instants) => instants.Max();

    // A name is nice to have; its right is often not given.
    private static async Task<string?> AliasAsync(AwsQueryService iam, CancellationToken cancellationToken)
    {
        try
        {
            return (await iam.AskAsync(AwsQuery.Iam("ListAccountAliases"), cancellationToken)).List("AccountAliases").Select(alias => alias.Value).FirstOrDefault(alias => alias.Length > 0);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden)
        {
            return null;
        }
    }
}
