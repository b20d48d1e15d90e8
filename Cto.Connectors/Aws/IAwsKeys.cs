using Cto.Connectors.Aws.Signing;

namespace Cto.Connectors.Aws;

/// <summary>What requests are signed with: a key that stays as it is, or one of an assumed role that changes by the hour.</summary>
internal interface IAwsKeys
{
    /// <summary>Tells keys apart without showing a secret.</summary>
    string Identity { get; }

    ValueTask<AwsKey> KeyAsync(CancellationToken cancellationToken);

    /// <summary>AWS refused the key: what was kept of it is worthless.</summary>
    void Refused();
}
