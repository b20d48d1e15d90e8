namespace Cto.Domain.Sources;

/// <summary>The ways in which an upstream can fail us.</summary>
public enum SourceFault
{
    /// <summary>The credentials are wrong, expired or revoked (401).</summary>
    Unauthorized,

    /// <summary>The credentials lack a right (403).</summary>
    Forbidden,

    /// <summary>What the settings name is not there (404, no such path).</summary>
    NotFound,

    /// <summary>The settings make no sense.</summary>
    InvalidSettings,

    /// <summary>Upstream asked us to wait; <see cref="SourceException.RetryAt"/> says until when.</summary>
    Throttled,

    /// <summary>Upstream did not answer, or answered that it cannot now (5xx, DNS, refused, time-out).</summary>
    Unavailable,

    /// <summary>Upstream answered in a shape we do not know.</summary>
    UnexpectedReply,

    /// <summary>Our own disk or database cannot take what upstream sent.</summary>
    StorageFailed,
}

/// <summary>What each fault means for the person who connected the source.</summary>
public static class SourceFaults
{
    /// <summary>Whether trying again without a person's help can succeed.</summary>
    public static bool IsPassing(this SourceFault fault) =>
        fault is SourceFault.Throttled or SourceFault.Unavailable or SourceFault.UnexpectedReply or SourceFault.StorageFailed;

    /// <summary>The general advice for a fault.</summary>
    public static string Remedy(this SourceFault fault) => fault switch
    {
        SourceFault.Unauthorized => "Give new credentials: these are wrong, expired or revoked.",
        SourceFault.Forbidden => "Give the credentials the missing right, or connect with an account that has it.",
        SourceFault.NotFound => "Check the address and the names in the settings, and that the account may see them.",
        SourceFault.InvalidSettings => "Correct the settings.",
        SourceFault.Throttled => "Nothing to do: the sync goes on by itself once the limit is lifted.",
        SourceFault.Unavailable => "Nothing to do: the sync tries again by itself, less often as long as it fails.",
        SourceFault.UnexpectedReply => "Check that the address is the vendor's API and not a proxy or a login page.",
        SourceFault.StorageFailed => "Check the disk space and the database of this installation.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
