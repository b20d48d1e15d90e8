using Npgsql;

namespace Cto.Insights.Facts;

/// <summary>One column of a kind's table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Its Postgres type.</param>
/// <param name="SentAs">The type of one element of the array it is sent in; differs for arrays, which cannot be nested.</param>
/// <param name="KeepIfNull">Null means unknown: what is stored stays.</param>
/// <param name="Values">The values of many facts as one array.</param>
/// <param name="Problem">Why a fact's value cannot be stored; <see langword="null"/> when it can.</param>
internal sealed record FactColumn<T>(
    string Name, string Type, string SentAs, bool KeepIfNull, Func<IReadOnlyList<T>, NpgsqlParameter> Values, Func<T, string?>? Problem = null)
{
    /// <summary>The name as SQL takes it, whatever word it is.</summary>
    public string Quoted => $"\"{Name}\"";
}
