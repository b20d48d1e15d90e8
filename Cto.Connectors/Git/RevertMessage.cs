using System.Buffers;
using System.Text;

namespace Cto.Connectors.Git;

/// <summary>Reads from a commit's message which commits it takes back.</summary>
internal static class RevertMessage
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static ReadOnlySpan<byte> Phrase => "This reverts commit"u8;

    /// <summary>The full ids in the lines <c>This reverts commit …</c>, in order and once each; of a merge the merge, not its parent.</summary>
    public static IReadOnlyList<string> Reverted(ReadOnlySpan<byte> message)
    {
        List<string>? reverted = null;
        int start;
        while ((start = message.IndexOf(Phrase)) >= 0)
        {
            message = message[(start + Phrase.Length)..].TrimStart("s \r\n\t"u8);
            var length = message.IndexOfAnyExcept(Digits);
            var id = Encoding.ASCII.GetString(length < 0 ? message : message[..length]).ToLowerInvariant();
            if (id.Length is 40 or 64 && reverted?.Contains(id) != true)
            {
                (reverted ??= []).Add(id);
            }
        }

        return reverted ?? (IReadOnlyList<string>)[];
    }
}
