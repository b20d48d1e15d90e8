using System.Security.Claims;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Cto.Web.Security.SignIn;

/// <summary>The session of a person in a browser. The cookie says who, under which stamp and in which company; rights are looked up at each request.</summary>
internal static class SessionCookie
{
    public const string SchemeName = "session";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "cto.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => ChallengeAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => ChallengeAsync(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>The principal that is written into the cookie.</summary>
    public static ClaimsPrincipal Principal(Guid user, Guid stamp, Guid tenant) => new(new ClaimsIdentity(
        [
            new(CallerClaims.Id, user.ToString("D")),
            new(CallerClaims.Stamp, stamp.ToString("D")),
            new(CallerClaims.Tenant, tenant.ToString("D")),
        ],
        SchemeName));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        var cookie = context.Principal!;
        var caller = Guid.TryParse(cookie.FindFirstValue(CallerClaims.Id), out var user)
            && Guid.TryParse(cookie.FindFirstValue(CallerClaims.Stamp), out var stamp)
            && Guid.TryParse(cookie.FindFirstValue(CallerClaims.Tenant), out var tenant)
                ? await sessions.FindAsync(user, stamp, tenant, context.HttpContext.RequestAborted)
                : null;
        if (caller is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(SchemeName);
            return;
        }

        context.ReplacePrincipal(caller.Principal(SchemeName, cookie.FindFirst(CallerClaims.Stamp)!));
    }

    /// <summary>Pages go to the sign-in page and come back; programs and partial updates get the status.</summary>
    private static Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var request = context.Request;
        var signIn = $"/sign-in?returnUrl={Uri.EscapeDataString(request.PathBase + request.Path + request.QueryString)}";
        var isPage = HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.StatusCode = status;
            if (status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers["HX-Redirect"] = "/sign-in";
            }
        }
        else if (isPage && status == StatusCodes.Status401Unauthorized && !request.Path.StartsWithSegments("/api"))
        {
            context.Response.Redirect(signIn);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }
}
