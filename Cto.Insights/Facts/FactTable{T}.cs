using Cto.Domain;
using Npgsql;

namespace Cto.Insights.Facts;

/// <summary>The table of one kind, made from its columns.</summary>
internal sealed class FactTable<T> : FactTable
    where T : Fact
{
    private readonly FactColumns<T> _columns;
    private readonly string _upsert;

    public FactTable(string kind, FactColumns<T> columns, DirtyMarks? marks = null)
        : base(kind, marks)
    {
        _columns = [.. new FactColumns<T>().Name("key", fact => fact.Key, required: true).Time("changed_at", fact => fact.ChangedAt, keepIfNull: true).Text("url", fact => fact.Url), .. columns];
        _upsert = UpsertSql(marks);
    }

    public override NpgsqlBatchCommand Upsert(Guid tenantId, Guid sourceId, IReadOnlyList<Fact> facts)
    {
        var typed = new T[facts.Count];
        for (var index = 0; index < typed.Length; index++)
        {
            typed[index] = (T)facts[index];
        }

        var command = new NpgsqlBatchCommand(_upsert);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sourceId });
        foreach (var column in _columns)
        {
            command.Parameters.Add(column.Values(typed));
        }

        return command;
    }

    public override string? Problem(Fact fact)
    {
        foreach (var column in _columns)
        {
            if (column.Problem?.Invoke((T)fact) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>An older copy changes nothing; an equal one changes nothing; the counts are those of the rows that did change.</summary>
    private string UpsertSql(DirtyMarks? marks)
    {
        var mine = _columns.Skip(1).ToList();
        return $"""
            with written as (
            insert into {Name} as t (tenant_id, source_id, {List(_columns, column => column.Quoted)})
            select $1, $2, {List(_columns, column => column.Type == column.SentAs ? $"n.{column.Quoted}" : $"n.{column.Quoted}::{column.Type}")}
            from unnest({string.Join(", ", _columns.Select((column, index) => $"${index + 3}::{column.SentAs}[]"))}) as n ({List(_columns, column => column.Quoted)})
            on conflict (tenant_id, key) do update set {List(mine, column => $"{column.Quoted} = {Next(column)}")}, written_at = now()
            where (t.changed_at is null or excluded.changed_at is null or excluded.changed_at >= t.changed_at)
              and ({List(mine, column => $"t.{column.Quoted}")}) is distinct from ({List(mine, Next)})
            returning t.xmax = 0 as inserted{(marks is null ? "" : ", " + marks.Columns("t"))})
            {(marks is null ? "" : Note(marks))}
            select count(*) filter (where inserted), count(*) filter (where not inserted) from written
            """;
    }

    /// <summary>Where a row stood before an update moved it is marked by a trigger.</summary>
    private string Note(DirtyMarks marks) => $"""
        , noted as (insert into delivery_dirty (tenant_id, kind, service, repository, since)
            select $1, '{Kind}', r.service, r.repository, min(r.since) from written as r (inserted, service, repository, since) group by r.service, r.repository)
        """;

    private static string Next(FactColumn<T> column) => column.KeepIfNull ? $"coalesce(excluded.{column.Quoted}, t.{column.Quoted})" : $"excluded.{column.Quoted}";

    private static string List(IEnumerable<FactColumn<T>> columns, Func<FactColumn<T>, string> text) => string.Join(", ", columns.Select(text));
}
