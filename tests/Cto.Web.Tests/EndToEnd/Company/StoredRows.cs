using System.Text.Json;
using Cto.Domain;
using Cto.Insights.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>What the store holds of a source: kind of fact → key → the row without its owner and the times of its writing.</summary>
internal sealed class StoredRows
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, JsonElement>> _rows = new(StringComparer.Ordinal);

    public static async Task<StoredRows> ReadAsync(TestWeb web, Guid tenant, Guid source)
    {
        var stored = new StoredRows();
        await using var connection = await web.Services.GetRequiredService<Database>().OpenAsync(tenant, TestContext.Current.CancellationToken);
        foreach (var kind in FactKinds.All)
        {
            var rows = await connection.QueryAsync<(string Key, string Row)>(
                $"select key, (to_jsonb(f) - '{{tenant_id,source_id,first_seen,written_at}}'::text[])::text from {JsonNamingPolicy.SnakeCaseLower.ConvertName(kind)} f where source_id = @source", new { source });
            stored._rows[kind] = rows.ToDictionary(row => row.Key, row => JsonElement.Parse(row.Row), StringComparer.Ordinal);
        }

        return stored;
    }

    public int Count(string kind) => Of(kind).Count;

    /// <summary>Where this differs from what another knows, each a sentence; what the other does not know may stand here.</summary>
    public IEnumerable<string> Differences(StoredRows other, string kind)
    {
        var (mine, others) = (Of(kind), other.Of(kind));
        foreach (var key in mine.Keys.Union(others.Keys).Order(StringComparer.Ordinal))
        {
            if (!mine.TryGetValue(key, out var row) || !others.TryGetValue(key, out var wanted))
            {
                yield return $"{kind} {key} is {(mine.ContainsKey(key) ? "too much" : "missing")}";
                continue;
            }

            foreach (var field in wanted.EnumerateObject().Where(field => field.Value.ValueKind is not JsonValueKind.Null && !IsSame(field, row.GetProperty(field.Name))))
            {
                yield return $"{kind} {key}: {field.Name} is {row.GetProperty(field.Name)} instead of {field.Value}";
            }
        }
    }

    // A fact that came by webhook may be a hair older than the one that is read.
    private static bool IsSame(JsonProperty wanted, JsonElement value) => JsonElement.DeepEquals(wanted.Value, value) ||
        (wanted.NameEquals("changed_at") && value.ValueKind is JsonValueKind.String && (wanted.Value.GetDateTimeOffset() - value.GetDateTimeOffset()).Duration() <= TimeSpan.FromMilliseconds(1));

    private IReadOnlyDictionary<string, JsonElement> Of(string kind) => _rows[kind];
}
