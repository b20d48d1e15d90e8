using System.Text.Json;
using Cto.Domain;
using Npgsql;

namespace Cto.Insights.Facts;

/// <summary>The table of one kind of fact: how it is written, withdrawn and removed.</summary>
internal abstract class FactTable(string kind, DirtyMarks? marks)
{
    public string Kind { get; } = kind;

    /// <summary>The kind in the spelling of Postgres: <c>pull_request</c>.</summary>
    public string Name { get; } = NameOf(kind);

    /// <summary>Withdraws facts by key, those of the source only; rows are locked in the order of their keys.</summary>
    public string Withdraw { get; } = Marked(kind, marks, $"""
        delete from {NameOf(kind)} as t
        using (select key from {NameOf(kind)} where tenant_id = $1 and source_id = $2 and key = any($3) order by key for update) as doomed
        where t.tenant_id = $1 and t.key = doomed.key
        """);

    /// <summary>Removes some facts of a source.</summary>
    public string RemoveSome { get; } = Marked(kind, marks, $"""
        delete from {NameOf(kind)} as t where t.tenant_id = $1 and t.ctid = any(array(select ctid from {NameOf(kind)} where tenant_id = $1 and source_id = $2 limit $3))
        """);

    /// <summary>Writes facts of this kind that have different keys, sorted by key.</summary>
    public abstract NpgsqlBatchCommand Upsert(Guid tenantId, Guid sourceId, IReadOnlyList<Fact> facts);

    /// <summary>Why the fact cannot be stored; <see langword="null"/> when it can.</summary>
    public abstract string? Problem(Fact fact);

    private static string NameOf(string kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind);

    /// <summary>Counts the rows that the statement touched and marks what they say about deliveries.</summary>
    private static string Marked(string kind, DirtyMarks? marks, string delete) => marks is null
        ? $"with gone as ({delete} returning 1) select count(*) from gone"
        : $"""
            with gone as ({delete} returning {marks.Columns("t")}),
            marked (service, repository, since) as (select * from gone),
            noted as (insert into delivery_dirty (tenant_id, kind, service, repository, since)
                select $1, '{kind}', service, repository, min(since) from marked group by service, repository)
            select count(*) from gone
            """;
}
