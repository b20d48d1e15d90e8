using Cto.Grains.Dashboards;
using Cto.Web.Components.Boards;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;

namespace Cto.Web.Endpoints.Dashboards;

/// <summary>Who may see and change which dashboard. What may not be seen is not there.</summary>
internal sealed class DashboardAccess(IGrainFactory grains, BoardReader boards)
{
    private const int MaxId = 80;

    public IDashboardGrain Grain(Caller caller, string id) => grains.GetGrain<IDashboardGrain>($"{caller.TenantId:D}/{id}");

    /// <exception cref="ProblemException">There is none that the caller may see.</exception>
    public async Task<DashboardState> ReadAsync(Caller caller, string id)
    {
        var state = !IsId(id) ? null : caller.UserId is null ? await Grain(caller, id).Read() : await boards.StateAsync(caller, id);
        return state is not null && MayRead(caller, state.Owner, state.Shared) ? state : throw new ProblemException(ProblemKind.NotFound, "There is no such dashboard.");
    }

    /// <exception cref="ProblemException">There is none that the caller may see, or it is somebody else's.</exception>
    public async Task<DashboardState> OwnAsync(Caller caller, string id)
    {
        var state = await ReadAsync(caller, id);
        return state.Owner == caller.UserId ? state : throw new ProblemException(ProblemKind.NotPermitted, "The dashboard belongs to somebody else.");
    }

    public static bool MayRead(Caller caller, Guid? owner, bool shared) => shared || owner == caller.UserId;

    private static bool IsId(string id) => id.Length <= MaxId && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
