using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace Cto.Insights.Delivery.Links;

/// <summary>One column of a derived table: how its values are sent and how they go into the row's fingerprint.</summary>
internal sealed record DerivedColumn<T>(string Name, string Type, Func<IReadOnlyList<T>, NpgsqlParameter> Values, DerivedColumn<T>.Digestion Digest)
{
    /// <summary>Adds a row's value to a fingerprint.</summary>
    internal delegate void Digestion(T row, ref RowDigest digest);

    public static DerivedColumn<T> Text(string name, Func<T, string?> value) => new(
        name,
        "text",
        rows => Array(rows, value, NpgsqlDbType.Text),
        (T row, ref RowDigest digest) =>
        {
            if (value(row) is { } text)
            {
                digest.Add(MemoryMarshal.AsBytes(text.AsSpan()));
            }
            else
            {
                digest.Add(-1);
            }
        });

    public static DerivedColumn<T> Instant(string name, Func<T, DateTimeOffset?> value) => new(
        name, "timestamptz", rows => Array(rows, row => value(row)?.UtcDateTime, NpgsqlDbType.TimestampTz), (T row, ref RowDigest digest) => digest.Add(value(row)?.UtcTicks ?? -1));

    public static DerivedColumn<T> Integer(string name, Func<T, int?> value) => new(
        name, "integer", rows => Array(rows, value, NpgsqlDbType.Integer), (T row, ref RowDigest digest) => digest.Add(value(row) ?? long.MinValue));

    public static DerivedColumn<T> Flag(string name, Func<T, bool> value) => new(
        name, "boolean", rows => Array(rows, value, NpgsqlDbType.Boolean), (T row, ref RowDigest digest) => digest.Add(value(row) ? 1 : 0));

    public static DerivedColumn<T> Bytes(string name, Func<T, byte[]?> value) => new(
        name, "bytea", rows => Array(rows, value, NpgsqlDbType.Bytea), (T row, ref RowDigest digest) => digest.Add(value(row)));

    private static NpgsqlParameter Array<V>(IReadOnlyList<T> rows, Func<T, V> value, NpgsqlDbType type)
    {
        var values = new V[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
