using System.Buffers.Text;
using System.Globalization;

namespace Cto.Connectors.Git;

/// <summary>Times as git keeps them: seconds since 1970, and sometimes nonsense.</summary>
internal static class GitTime
{
    /// <summary>What a date that no calendar knows is read as, so that it stays visible as one in the future.</summary>
    private static readonly DateTimeOffset Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Read(ReadOnlySpan<byte> seconds) =>
        Utf8Parser.TryParse(seconds, out long value, out var length) && length == seconds.Length ? From(value) : DateTimeOffset.UnixEpoch;

    /// <returns><see langword="null"/> when there is none.</returns>
    public static DateTimeOffset? Read(string seconds) =>
        long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? From(value) : null;

    private static DateTimeOffset From(long seconds) =>
        seconds >= Latest.ToUnixTimeSeconds() ? Latest : DateTimeOffset.FromUnixTimeSeconds(Math.Max(seconds, -62_135_510_400));
}
