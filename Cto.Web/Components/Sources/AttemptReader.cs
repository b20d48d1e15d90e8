using Cto.Insights.Sources.Authorizations;
using Cto.Web.Security.Access;

namespace Cto.Web.Components.Sources;

/// <summary>Finds why a person came back from a vendor's page without access (<c>?attempt=</c>).</summary>
internal sealed class AttemptReader(AuthorizationStore authorizations)
{
    /// <returns><see langword="null"/> when the page is not asked for after a failure of this person.</returns>
    public async Task<FailedAuthorization?> ReadAsync(Caller caller, HttpContext http) => caller.UserId is { } user && http.Request.Query["attempt"] is [{ Length: > 0 and < 200 } attempt]
        ? await authorizations.FindFailedAsync(caller.TenantId, user, attempt, http.RequestAborted)
        : null;
}
