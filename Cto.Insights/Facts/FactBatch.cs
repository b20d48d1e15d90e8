using Cto.Domain;
using Npgsql;

namespace Cto.Insights.Facts;

/// <summary>The statements that write one page, in the order in which every writer locks: by kind, then by key.</summary>
internal sealed class FactBatch
{
    private readonly List<(NpgsqlBatchCommand Command, FactTable Table, int Facts)> _statements = [];

    /// <summary>Sorts the facts out: those that cannot be stored are rejected one by one.</summary>
    public FactBatch(FactWrite write)
    {
        foreach (var group in write.Page.Withdrawn.GroupBy(withdrawn => withdrawn.Kind, StringComparer.Ordinal).OrderBy(group => FactTables.Place(group.Key)))
        {
            var table = FactTables.Of(group.Key);
            var keys = group.Select(withdrawn => PostgresText.Clean(withdrawn.Key)!).Distinct(StringComparer.Ordinal).ToArray();
            _statements.Add((Command(table.Withdraw, write, new NpgsqlParameter<string[]> { TypedValue = keys }), table, 0));
        }

        foreach (var group in Storable(write.Page.Facts).GroupBy(FactKinds.Of, StringComparer.Ordinal).OrderBy(group => FactTables.Place(group.Key)))
        {
            var table = FactTables.Of(group.Key);
            foreach (var round in Rounds(group))
            {
                _statements.Add((table.Upsert(write.TenantId, write.SourceId, round), table, round.Count));
            }
        }
    }

    public List<FactRejection> Rejected { get; } = [];

    public IEnumerable<NpgsqlBatchCommand> Commands => _statements.Select(statement => statement.Command);

    /// <summary>Reads what the statements changed, in their order, from the reader's current result on.</summary>
    public async Task<FactsWritten> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var written = new FactsWritten { Rejected = Rejected };
        foreach (var (_, table, facts) in _statements)
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var (first, second) = (reader.GetInt64(0), facts > 0 ? reader.GetInt64(1) : 0);
            written = written.And(new()
            {
                Inserted = facts > 0 ? first : 0,
                Updated = second,
                Unchanged = facts > 0 ? facts - first - second : 0,
                Withdrawn = facts > 0 ? 0 : first,
                ChangedKinds = first + second > 0 ? [table.Kind] : [],
            });
        }

        return written;
    }

    public static NpgsqlBatchCommand Command(string sql, FactWrite write, params IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.SourceId });
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private IEnumerable<Fact> Storable(IReadOnlyList<Fact> facts)
    {
        for (var index = 0; index < facts.Count; index++)
        {
            var (fact, kind) = (facts[index], FactKinds.Of(facts[index]));
            if (FactTables.Of(kind).Problem(fact) is { } problem)
            {
                Rejected.Add(new(index, kind, fact.Key, problem));
            }
            else
            {
                yield return fact.Key.Contains('\0', StringComparison.Ordinal) ? fact with { Key = PostgresText.Clean(fact.Key)! } : fact;
            }
        }
    }

    /// <summary>One statement cannot touch a row twice: a key's second fact goes into a second round, as if it had come later.</summary>
    private static List<List<Fact>> Rounds(IEnumerable<Fact> facts)
    {
        var rounds = new List<List<Fact>>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            var round = seen[fact.Key] = seen.GetValueOrDefault(fact.Key, -1) + 1;
            if (round == rounds.Count)
            {
                rounds.Add([]);
            }

            rounds[round].Add(fact);
        }

        foreach (var round in rounds)
        {
            round.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        }

        return rounds;
    }
}
