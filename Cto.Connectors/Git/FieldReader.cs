using System.Buffers;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>Reads records of a fixed number of NUL-terminated fields from a stream, holding one record at a time.</summary>
/// <param name="stream">What git prints.</param>
/// <param name="fields">Fields in a record.</param>
/// <param name="limit">Bytes kept of each field; the rest is skipped, however long it is.</param>
internal sealed class FieldReader(Stream stream, int fields, int limit) : IDisposable
{
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(65536);
    private readonly byte[] _record = ArrayPool<byte>.Shared.Rent(fields * limit);
    private readonly int[] _lengths = new int[fields];
    private int _at;
    private int _end;

    /// <summary>A field of the record just read.</summary>
    public ReadOnlySpan<byte> this[int field] => _record.AsSpan(field * limit, _lengths[field]);

    /// <returns><see langword="false"/> at the end.</returns>
    /// <exception cref="SourceException">The stream ended within a record.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Array.Clear(_lengths);
        var field = 0;
        var begun = false;
        while (true)
        {
            if (_at == _end)
            {
                _at = 0;
                _end = await stream.ReadAsync(_chunk, cancellationToken);
                if (_end == 0)
                {
                    return begun ? throw new SourceException(SourceFault.UnexpectedReply, "git stopped in the middle of a record.") : false;
                }
            }

            begun = true;
            while (_at < _end && field < fields)
            {
                field += Take(field) ? 1 : 0;
            }

            if (field == fields)
            {
                return true;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_chunk);
        ArrayPool<byte>.Shared.Return(_record);
    }

    /// <returns>Whether the field is complete.</returns>
    private bool Take(int field)
    {
        var rest = _chunk.AsSpan(_at, _end - _at);
        var length = rest.IndexOf((byte)0);
        var part = length < 0 ? rest : rest[..length];
        var room = limit - _lengths[field];
        part[..Math.Min(room, part.Length)].CopyTo(_record.AsSpan(field * limit + _lengths[field]));
        _lengths[field] += Math.Min(room, part.Length);
        _at += part.Length + (length < 0 ? 0 : 1);
        return length >= 0;
    }
}
