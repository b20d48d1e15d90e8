using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws.Iam;

/// <summary>Who can get into AWS and with which rights: the users, keys and grants of each account in reach.</summary>
internal sealed class IamAccess(AwsSession session)
{
    public async Task<AwsReading> ReadAsync(CancellationToken cancellationToken)
    {
        var (facts, warnings, unseen) = (new List<Fact>(), new List<string>(), new List<Func<FactKey, bool>>());
        foreach (var (iam, sts) in session.Accounts())
        {
            var account = await IamAccount.OpenAsync(session, iam, sts, cancellationToken);
            var users = await UsersAsync(account, warnings, cancellationToken);
            var report = await ReportAsync(account, warnings, cancellationToken);
            if (report is null)
            {
                unseen.Add(account.IsOfRoot);
            }

            var unknown = users.Where(user => user.Rights is null).Select(user => user.Name).ToHashSet(StringComparer.Ordinal);
            unseen.Add(fact => account.HolderOf(fact) is { } holder && unknown.Contains(holder));
            facts.AddRange(report?.Root is { } root ? [account.Root(root), .. account.RootKeys(root)] : []);
            foreach (var user in users)
            {
                var row = report?.Of(user.Name);
                var (mfa, keys) = row is not null ? (row.Mfa, await KeysAsync(account, user, row, cancellationToken)) : await AskAsync(account, user, cancellationToken);
                facts.Add(account.Account(user, row, mfa, keys));
                facts.AddRange(keys.Select(key => account.Key(user, key)));
                facts.AddRange(user.Rights?.Select(right => account.Grant(user, right)) ?? []);
            }
        }

        return new(facts, warnings) { Unseen = fact => unseen.Exists(of => of(fact)) };
    }

    private static async Task<IReadOnlyList<IamUser>> UsersAsync(IamAccount account, List<string> warnings, CancellationToken cancellationToken)
    {
        try
        {
            return await IamDirectory.ReadAsync(account.Iam, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden)
        {
            warnings.Add($"Who is an administrator of {account.Name} is unknown: {e.Message}");
        }

        var users = new List<IamUser>();
        await foreach (var page in account.Iam.PagesAsync(AwsQuery.Iam("ListUsers", ("MaxItems", "1000")), cancellationToken))
        {
            users.AddRange(page.List("Users").Select(user => IamUser.Of(user)).OfType<IamUser>());
        }

        return users;
    }

    private async Task<CredentialReport?> ReportAsync(IamAccount account, List<string> warnings, CancellationToken cancellationToken)
    {
        try
        {
            return await CredentialReport.ReadAsync(account.Iam, session.Clock, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden)
        {
            warnings.Add($"The root user of {account.Name} cannot be seen, and each user is asked for one by one: {e.Message}");
            return null;
        }
    }

    // The report tells everything of a key but its id.
    private static async Task<IReadOnlyList<IamKey>> KeysAsync(IamAccount account, IamUser user, CredentialRow row, CancellationToken cancellationToken) =>
        row.Keys.Count == 0 ? [] : [.. (await ListAsync(account, user, cancellationToken)).Select(key => row.Of(key) is { } told ? key with { LastUsedAt = told.LastUsedAt } : key)];

    private static async Task<(bool? Mfa, IReadOnlyList<IamKey> Keys)> AskAsync(IamAccount account, IamUser user, CancellationToken cancellationToken)
    {
        var devices = await account.Iam.AskAsync(AwsQuery.Iam("ListMFADevices", ("UserName", user.Name)), cancellationToken);
        var keys = new List<IamKey>();
        foreach (var key in await ListAsync(account, user, cancellationToken))
        {
            var used = await account.Iam.AskAsync(AwsQuery.Iam("GetAccessKeyLastUsed", ("AccessKeyId", key.Id)), cancellationToken);
            keys.Add(key with { LastUsedAt = used.Child("AccessKeyLastUsed").Instant("LastUsedDate") });
        }

        return (devices.List("MFADevices").Any(), keys);
    }

    private static async Task<IReadOnlyList<IamKey>> ListAsync(IamAccount account, IamUser user, CancellationToken cancellationToken) =>
        [.. (await account.Iam.AskAsync(AwsQuery.Iam("ListAccessKeys", ("UserName", user.Name)), cancellationToken)).List("AccessKeyMetadata").Select(IamKey.Of).OfType<IamKey>()];
}
