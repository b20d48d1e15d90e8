using Cto.Web.Tenants;
using Microsoft.AspNetCore.Authorization;

namespace Cto.Web.Security.Access;

/// <summary>The caller belongs to the first tenant of the installation, whose administrators administer it.</summary>
internal sealed class FirstTenantRequirement : IAuthorizationRequirement;

/// <summary>Holds a caller against <see cref="FirstTenantRequirement"/>.</summary>
internal sealed class FirstTenantHandler(FirstTenant first) : AuthorizationHandler<FirstTenantRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, FirstTenantRequirement requirement)
    {
        if (Caller.From(context.User) is { } caller && await first.IsAsync(caller.TenantId, CancellationToken.None))
        {
            context.Succeed(requirement);
        }
    }
}
