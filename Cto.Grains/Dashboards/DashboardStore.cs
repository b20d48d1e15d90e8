using System.Collections.Immutable;
using System.Text.Json;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Grains.Dashboards;

/// <summary>The dashboards of every tenant, as rows that any node reads.</summary>
public sealed class DashboardStore(Database database, TimeProvider clock)
{
    private const string SelectOne = "select name, owner, shared, template, widgets::text as widgets, version from dashboard where id = @id";

    private const string SelectVisible = """
        select id, name, owner, shared from dashboard where @person::uuid is null or shared or owner = @person order by name, id
        """;

    private const string Insert = """
        insert into dashboard (tenant_id, id, name, owner, shared, template, widgets, version, changed_at)
        values (@tenant, @id, @Name, @Owner, @Shared, @Template, @widgets::jsonb, @Version, @now) on conflict do nothing
        """;

    private const string Update = """
        update dashboard set name = @Name, owner = @Owner, shared = @Shared, template = @Template, widgets = @widgets::jsonb, version = @Version, changed_at = @now
        where id = @id and version = @Version - 1
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns><see langword="null"/> when the tenant has none of that id.</returns>
    public async Task<DashboardState?> FindAsync(Guid tenant, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new(SelectOne, new { id }, cancellationToken: cancellationToken)))?.ToState();
    }

    /// <summary>A person's own dashboards and the shared ones, by name; all of them when no person is given.</summary>
    public async Task<IReadOnlyList<DashboardEntry>> VisibleToAsync(Guid tenant, Guid? person, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        return [.. await connection.QueryAsync<DashboardEntry>(new(SelectVisible, new { person }, cancellationToken: cancellationToken))];
    }

    /// <summary>Writes a version over the one before it; version 1 is a new dashboard.</summary>
    /// <returns>Whether it was written: not when somebody else wrote that version first.</returns>
    public async Task<bool> WriteAsync(Guid tenant, string id, DashboardState state, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            tenant, id, state.Name, state.Owner, state.Shared, state.Template, widgets = JsonSerializer.Serialize(state.Widgets, Json), state.Version, now = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        return await connection.ExecuteAsync(new(state.Version == 1 ? Insert : Update, parameters, cancellationToken: cancellationToken)) == 1;
    }

    public async Task DeleteAsync(Guid tenant, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        await connection.ExecuteAsync(new("delete from dashboard where id = @id", new { id }, cancellationToken: cancellationToken));
    }

    private sealed record Row(string Name, Guid? Owner, bool Shared, string Template, string Widgets, long Version)
    {
        public DashboardState ToState() => new()
        {
            Name = Name,
            Owner = Owner,
            Shared = Shared,
            Template = Template,
            Widgets = JsonSerializer.Deserialize<ImmutableArray<PlacedWidget>>(Widgets, Json),
            Version = Version,
        };
    }
}

/// <summary>A dashboard in a list.</summary>
public sealed record DashboardEntry(string Id, string Name, Guid? Owner, bool Shared);
