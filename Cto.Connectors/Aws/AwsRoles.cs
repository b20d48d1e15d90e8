using Cto.Connectors.Aws.Signing;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>The keys of assumed roles.</summary>
internal sealed class AwsRoles(TimeProvider clock)
{
    private readonly KeptTokens<AwsKey> _keys = new(clock);

    /// <param name="role">Its ARN.</param>
    /// <param name="by">Whose key may assume it.</param>
    /// <param name="sts">Where to assume it, with that key.</param>
    public IAwsKeys Assume(string role, IAwsKeys by, AwsQueryService sts) => new AssumedRole(role, by, sts, this);

    private async Task<KeptToken<AwsKey>> AskAsync(string role, AwsQueryService sts, CancellationToken cancellationToken)
    {
        var given = (await sts.AskAsync(AwsQuery.Sts("AssumeRole", ("RoleArn", role), ("RoleSessionName", "cto-assistant")), cancellationToken)).Child("Credentials");
        return new(
            new(Part(given, "AccessKeyId"), new(Part(given, "SecretAccessKey")), new(Part(given, "SessionToken"))),
            given.Instant("Expiration") ?? clock.GetUtcNow().AddMinutes(15));
    }

    private static string Part(AwsXml given, string name) =>
        given.Text(name) ?? throw new SourceException(SourceFault.UnexpectedReply, "AWS STS gave no key for the role.");

    private sealed class AssumedRole(string role, IAwsKeys by, AwsQueryService sts, AwsRoles roles) : IAwsKeys
    {
        public string Identity { get; } = AccessToken.Identity($"{by.Identity}|{sts.Address.Authority}|{role}");

        public ValueTask<AwsKey> KeyAsync(CancellationToken cancellationToken) => roles._keys.GetAsync(Identity, token => roles.AskAsync(role, sts, token), cancellationToken);

        public void Refused() => roles._keys.Forget(Identity);
    }
}
