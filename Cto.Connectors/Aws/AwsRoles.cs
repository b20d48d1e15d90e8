using System.Collections.Concurrent;
using Cto.Connectors.Aws.Signing;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>The keys of assumed roles: kept until shortly before they expire, asked for by one caller at a time.</summary>
internal sealed class AwsRoles(TimeProvider clock)
{
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public IAwsKeys Assume(string role, string sts, IAwsKeys by, AwsQueryService service) => new AssumedRole(role, $"{by.Identity}|{sts}|{role}", service, this);

    private async ValueTask<AwsKey> KeyAsync(string identity, string role, AwsQueryService service, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(identity, static _ => new());
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (entry.Key is null || entry.ExpiresAt - Reserve <= clock.GetUtcNow())
            {
                var answer = await service.AskAsync(AwsQuery.Sts("AssumeRole", ("RoleArn", role), ("RoleSessionName", "cto-assistant")), cancellationToken);
                var given = answer.Child("Credentials");
                entry.Key = new(Part(given, "AccessKeyId"), new(Part(given, "SecretAccessKey")), new(Part(given, "SessionToken")));
                entry.ExpiresAt = given.Instant("Expiration") ?? clock.GetUtcNow().AddMinutes(15);
            }

            return entry.Key;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    private static string Part(AwsXml given, string name) =>
        given.Text(name) ?? throw new SourceException(SourceFault.UnexpectedReply, "AWS STS gave no key for the role.");

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public AwsKey? Key { get; set; }

        public DateTimeOffset ExpiresAt { get; set; }
    }

    private sealed class AssumedRole(string role, string identity, AwsQueryService service, AwsRoles roles) : IAwsKeys
    {
        public string Identity { get; } = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(identity)), 0, 8);

        public ValueTask<AwsKey> KeyAsync(CancellationToken cancellationToken) => roles.KeyAsync(identity, role, service, cancellationToken);

        public void Refused() => roles._entries.TryRemove(identity, out _);
    }
}
