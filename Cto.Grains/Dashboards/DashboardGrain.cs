using System.Collections.Immutable;
using Cto.Insights;
using Orleans.Placement;

namespace Cto.Grains.Dashboards;

/// <summary>Every change is checked, written as a row, and only then answered; what is in memory is what was written last.</summary>
[GrainType("cto.dashboard")]
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 5)]
internal sealed class DashboardGrain(DashboardStore store, InsightCatalog insights) : Grain, IDashboardGrain
{
    private Guid _tenant;
    private string _id = "";
    private DashboardState? _state;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        _tenant = Guid.Parse(key.AsSpan(0, slash));
        _id = key[(slash + 1)..];
        _state = await store.FindAsync(_tenant, _id, cancellationToken);
    }

    public Task<DashboardState?> Read() => Task.FromResult(_state);

    public async Task<DashboardState> Open(string template, Guid? owner) =>
        _state ?? await Write(new DashboardState
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
        await store.DeleteAsync(_tenant, _id, CancellationToken.None);
        _state = null;
        DeactivateOnIdle();
    }

    private DashboardState Existing => _state ?? throw new DashboardException("This dashboard does not exist any more.");

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
        var written = dashboard with { Version = (_state?.Version ?? 0) + 1 };
        if (!await store.WriteAsync(_tenant, _id, written, CancellationToken.None))
        {
            // Only where two nodes each took the other for dead: who was first has written, and this one reads it anew.
            DeactivateOnIdle();
            throw new DashboardException("The dashboard was changed meanwhile: look at it again, then try once more.");
        }

        return _state = written;
    }
}
