using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Cto.Web.Endpoints.Facts;

/// <summary>Cuts a body into lines as it comes in; a line that is too long is passed over without being kept.</summary>
internal static class LineReader
{
    /// <summary>Bytes of the longest line that is read.</summary>
    public const int MaxLine = 1_000_000;

    /// <summary>Typed, because a bare null would become an empty line (by way of a null array).</summary>
    private static ReadOnlyMemory<byte>? TooLong => null;

    /// <summary>The lines in order, empty ones included; <see langword="null"/> stands for one that is too long. Each is valid until the next is asked for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>?> LinesAsync(PipeReader body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var skipping = false;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                yield return skipping || line.Length > MaxLine ? TooLong : Bytes(line);
                skipping = false;
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                if (buffer.Length > 0 || skipping)
                {
                    yield return skipping || buffer.Length > MaxLine ? TooLong : Bytes(buffer);
                }

                body.AdvanceTo(buffer.End);
                yield break;
            }

            if (skipping || buffer.Length > MaxLine)
            {
                skipping = true;
                body.AdvanceTo(buffer.End);
            }
            else
            {
                body.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }

    private static ReadOnlyMemory<byte> Bytes(ReadOnlySequence<byte> line) => line.IsSingleSegment ? line.First : line.ToArray();
}
