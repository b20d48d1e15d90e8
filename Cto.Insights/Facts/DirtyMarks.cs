namespace Cto.Insights.Facts;

/// <summary>What a changed row of a kind says about deliveries that have to be derived again; each is a column or an expression over the row <c>t</c>.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Since">The earliest instant it can touch.</param>
internal sealed record DirtyMarks(string Service, string Repository, string Since)
{
    public const string None = "null::text";

    public string Columns(string row) => string.Join(", ", Of(row, Service), Of(row, Repository), Of(row, Since));

    private static string Of(string row, string expression) => expression.Replace("t.", row + ".", StringComparison.Ordinal);
}
