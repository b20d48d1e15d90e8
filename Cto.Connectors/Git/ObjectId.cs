using System.Runtime.InteropServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>The id of a commit in 32 bytes, for both of git's hashes; a shorter one ends in zeros.</summary>
internal readonly record struct ObjectId(UInt128 First, UInt128 Second)
{
    private const int Size = 32;

    /// <exception cref="SourceException">The text is no hexadecimal number of 40 or 64 digits.</exception>
    public static ObjectId Parse(ReadOnlySpan<byte> hex)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        if (hex.Length is not (40 or 64) || Convert.FromHexString(hex, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            throw new SourceException(SourceFault.UnexpectedReply, "git named a commit in an unknown way.");
        }

        return MemoryMarshal.Read<ObjectId>(bytes);
    }
}
