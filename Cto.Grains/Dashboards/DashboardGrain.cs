using System.Collections.Immutable;
using Cto.Insights;

namespace Cto.Grains.Dashboards;

/// <summary>Every change is checked, written, listed, and only then answered.</summary>
internal sealed class DashboardGrain(
    [PersistentState("dashboard", "cto")] IPersistentState<DashboardRecord> record, InsightCatalog insights) : Grain, IDashboardGrain
{
    private Guid _tenant;
    private string _id = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        _tenant = Guid.Parse(key.AsSpan(0, slash));
        _id = key[(slash + 1)..];
        return Task.CompletedTask;
    }

    public Task<DashboardState?> Read() => Task.FromResult(record.State.Dashboard);

    public async Task<DashboardState> Open(string template, Guid? owner) =>
        record.State.Dashboard ?? await Write(new DashboardState
        {
            Name = DashboardTemplates.Title(template),
            Owner = owner,
            Template = template,
            Widgets = DashboardTemplates.Widgets(template),
        });

    public Task<DashboardState> Put(DashboardState dashboard)
    {
        if (dashboard.Widgets.Length > IDashboardGrain.MostWidgets)
        {
            throw Full();
        }

        var settled = dashboard.Widgets.Aggregate(ImmutableArray<PlacedWidget>.Empty, (placed, widget) =>
            DashboardLayout.Place(placed, widget with { Parameters = Check(widget.Kind, widget.Parameters) }));
        return Write(dashboard with { Name = CheckName(dashboard.Name), Widgets = settled });
    }

    public Task<DashboardState> Rename(string name) => Write(Existing with { Name = CheckName(name) });

    public Task<DashboardState> Share(bool shared) => Write(Existing with { Shared = shared });

    public Task<DashboardState> Add(string kind, IReadOnlyDictionary<string, string> parameters) => Append(kind, null, Check(kind, parameters), null);

    public Task<DashboardState> Remove(Guid widget) => Write(Existing with { Widgets = DashboardLayout.Remove(Existing.Widgets, Find(widget).Id) });

    public Task<DashboardState> Duplicate(Guid widget)
    {
        var original = Find(widget);
        return Append(original.Kind, original.Title, original.Parameters, new GridSize(original.Area.Columns, original.Area.Rows));
    }

    public Task<DashboardState> Place(Guid widget, GridArea area) =>
        Write(Existing with { Widgets = DashboardLayout.Place(Existing.Widgets, Find(widget) with { Area = area }) });

    public Task<DashboardState> Configure(Guid widget, string? title, IReadOnlyDictionary<string, string> parameters)
    {
        var old = Find(widget);
        var changed = old with { Title = string.IsNullOrWhiteSpace(title) ? null : CheckName(title), Parameters = Check(old.Kind, parameters) };
        return Write(Existing with { Widgets = Existing.Widgets.Replace(old, changed) });
    }

    public Task<DashboardState> Reset() => Write(Existing with { Widgets = DashboardTemplates.Widgets(Existing.Template) });

    public async Task Delete()
    {
        await record.ClearStateAsync();
        record.State = new DashboardRecord();
        await List.Remove(_id);
        DeactivateOnIdle();
    }

    private DashboardState Existing => record.State.Dashboard ?? throw new DashboardException("This dashboard does not exist any more.");

    private IDashboardListGrain List => GrainFactory.GetGrain<IDashboardListGrain>(_tenant.ToString("D"));

    private PlacedWidget Find(Guid widget) =>
        Existing.Widgets.FirstOrDefault(placed => placed.Id == widget) ?? throw new DashboardException("This tile is not on the dashboard any more.");

    private Task<DashboardState> Append(string kind, string? title, ImmutableSortedDictionary<string, string> parameters, GridSize? size)
    {
        if (Existing.Widgets.Length >= IDashboardGrain.MostWidgets)
        {
            throw Full();
        }

        var known = Kind(kind);
        var tile = known.Place(Guid.NewGuid(), DashboardLayout.FirstFree(Existing.Widgets, size ?? known.Size)) with { Title = title, Parameters = parameters };
        return Write(Existing with { Widgets = Existing.Widgets.Add(tile) });
    }

    private ImmutableSortedDictionary<string, string> Check(string kind, IReadOnlyDictionary<string, string> parameters)
    {
        var insight = insights.Find(Kind(kind).Insight)?.Descriptor ?? throw new DashboardException($"The widget '{kind}' has no insight.");
        return InsightParameters.Parse(insight, parameters).Given.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static WidgetKind Kind(string name) => WidgetKinds.Find(name) ?? throw new DashboardException($"There is no widget '{name}'.");

    private static string CheckName(string name) => name.Trim() is { Length: > 0 and <= 100 } text
        ? text
        : throw new DashboardException("A name has 1 to 100 characters.");

    private static DashboardException Full() => new($"A dashboard holds at most {IDashboardGrain.MostWidgets} tiles.");

    private async Task<DashboardState> Write(DashboardState dashboard)
    {
        var before = record.State;
        var written = dashboard with { Version = (before.Dashboard?.Version ?? 0) + 1 };
        record.State = new DashboardRecord { Dashboard = written };
        try
        {
            await record.WriteStateAsync();
        }
        catch
        {
            // What is in memory is not what is stored: start over from the store.
            DeactivateOnIdle();
            throw;
        }

        if (before.Dashboard is not { } old || (old.Name, old.Owner, old.Shared) != (written.Name, written.Owner, written.Shared))
        {
            await List.Put(new DashboardEntry(_id, written.Name, written.Owner, written.Shared));
        }

        return written;
    }
}

/// <summary>What is stored: <see langword="null"/> before the dashboard is made.</summary>
[GenerateSerializer, Alias("cto.dashboard-record")]
internal sealed record DashboardRecord
{
    [Id(0)]
    public DashboardState? Dashboard { get; init; }
}
