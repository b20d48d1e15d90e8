namespace Cto.Grains.Dashboards;

internal sealed class DashboardListGrain([PersistentState("dashboards", "cto")] IPersistentState<DashboardList> list) : Grain, IDashboardListGrain
{
    public Task<IReadOnlyList<DashboardEntry>> VisibleTo(Guid? person) => Task.FromResult<IReadOnlyList<DashboardEntry>>(
    [
        .. list.State.Entries.Values
            .Where(entry => person is null || entry.Shared || entry.Owner == person)
            .OrderBy(entry => entry.Name, StringComparer.CurrentCulture)
            .ThenBy(entry => entry.Id, StringComparer.Ordinal),
    ]);

    public Task Put(DashboardEntry entry) => Write(list.State with { Entries = list.State.Entries.SetItem(entry.Id, entry) });

    public Task Remove(string id) => Write(list.State with { Entries = list.State.Entries.Remove(id) });

    private async Task Write(DashboardList changed)
    {
        list.State = changed;
        try
        {
            await list.WriteStateAsync();
        }
        catch
        {
            // What is in memory is not what is stored: start over from the store.
            DeactivateOnIdle();
            throw;
        }
    }
}
