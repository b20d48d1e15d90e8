using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Cto.Web.Security.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cto.Web.Security.SignIn;

/// <summary>What the forms of the sign-in pages post to. The pages read what went wrong from <c>?error=</c>.</summary>
internal static class SignInEndpoints
{
    public const string SignInPage = "/sign-in";
    public const string WelcomePage = "/welcome";

    /// <summary>Where the one-time link leads; the secret follows.</summary>
    public const string LinkPath = "/sign-in/link/";

    public static IEndpointRouteBuilder MapSignIn(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").ExcludeFromDescription();
        group.MapPost(SignInPage, SignIn).AllowAnonymous();
        group.MapGet(LinkPath + "{secret}", FollowLink).AllowAnonymous();
        group.MapPost("/sign-out", SignOut).AllowAnonymous();
        group.MapGet("/account/antiforgery", AntiforgeryToken).AllowAnonymous();
        group.MapPost(WelcomePage, SetFirstPassword).RequireAuthorization();
        group.MapPost("/account/password", ChangePassword).RequireAuthorization();
        group.MapPost("/account/company", SwitchCompany).RequireAuthorization();
        return routes;
    }

    private static async Task<RedirectHttpResult> SignIn(HttpContext http, SignInService service, [FromForm] SignInForm form)
    {
        var outcome = await service.WithPasswordAsync(http, form.Email ?? "", form.Password ?? "");
        return outcome == SignInOutcome.SignedIn ? SeeOther(ReturnUrl.Safe(form.ReturnUrl)) : Again(SignInPage, Word(outcome), form.ReturnUrl);
    }

    /// <summary>A browser that only fetches ahead must not use the link up.</summary>
    private static async Task<Results<RedirectHttpResult, NoContent>> FollowLink(HttpContext http, SignInService service, string secret)
    {
        if (http.Request.Headers.ContainsKey("Sec-Purpose"))
        {
            return TypedResults.NoContent();
        }

        var outcome = await service.WithLinkAsync(http, secret);
        return outcome == SignInOutcome.SignedIn ? SeeOther(WelcomePage) : Again(SignInPage, outcome == SignInOutcome.Throttled ? "throttled" : "link", null);
    }

    private static async Task SignOut(HttpContext http)
    {
        await http.SignOutAsync(SessionCookie.SchemeName);
        http.Response.Redirect(SignInPage);
    }

    /// <summary>The token that a script of this site sends with what it changes; another site cannot read the answer.</summary>
    private static ContentHttpResult AntiforgeryToken(HttpContext http, IAntiforgery antiforgery) =>
        TypedResults.Content(antiforgery.GetAndStoreTokens(http).RequestToken);

    private static async Task<RedirectHttpResult> SetFirstPassword(HttpContext http, Caller caller, UserStore users, SignInService service, [FromForm] WelcomeForm form)
    {
        var user = caller.UserId is { } id ? await users.FindAsync(id, http.RequestAborted) : null;
        if (user is null || user.PasswordHash is not null)
        {
            return SeeOther(ReturnUrl.Home);
        }

        if (!Emails.IsValid(form.Email))
        {
            return Again(WelcomePage, "email", null);
        }

        if (Passwords.Objection(form.Password ?? "", form.Email) is not null)
        {
            return Again(WelcomePage, "password", null);
        }

        try
        {
            var name = form.Name?.Trim() is { Length: > 0 and <= 100 } given ? given : Emails.Normalize(form.Email!).Split('@')[0];
            await service.SetCredentialsAsync(http, caller, form.Email!, name, form.Password!);
            return SeeOther(ReturnUrl.Home);
        }
        catch (EmailTakenException)
        {
            return Again(WelcomePage, "taken", null);
        }
    }

    private static async Task<RedirectHttpResult> ChangePassword(
        HttpContext http, Caller caller, UserStore users, SignInService service, SignInThrottle throttle, [FromForm] PasswordForm form)
    {
        const string Page = "/settings";
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (caller.UserId is not { } id || await users.FindAsync(id, http.RequestAborted) is not { Email: { } email } user)
        {
            return SeeOther(ReturnUrl.Home);
        }

        if (await throttle.BlockedUntilAsync(email, address) is not null)
        {
            return Again(Page, "throttled", null);
        }

        if (!await service.IsPasswordOfAsync(caller, form.Current ?? "", http.RequestAborted))
        {
            await throttle.FailedAsync(email, address);
            return Again(Page, "wrong", null);
        }

        if (Passwords.Objection(form.Password ?? "", email) is not null)
        {
            return Again(Page, "password", null);
        }

        await service.SetCredentialsAsync(http, caller, email, user.Name, form.Password!);
        return SeeOther(Page + "?saved=password");
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> SwitchCompany(HttpContext http, Caller caller, SignInService service, AuditLog audit, [FromForm] Guid tenant)
    {
        if (!await service.SwitchAsync(http, caller, tenant))
        {
            return TypedResults.NotFound();
        }

        await audit.WriteAsync(caller with { TenantId = tenant }, "user.switched-company", caller.Name, null, http.RequestAborted);
        return SeeOther(ReturnUrl.Home);
    }

    private static string Word(SignInOutcome outcome) => outcome == SignInOutcome.Throttled ? "throttled" : "wrong";

    private static RedirectHttpResult Again(string page, string error, string? returnUrl) => SeeOther(
        ReturnUrl.Safe(returnUrl) is var safe && safe != ReturnUrl.Home ? $"{page}?error={error}&returnUrl={Uri.EscapeDataString(safe)}" : $"{page}?error={error}");

    /// <summary>After a form: the browser goes on with GET (as every browser does after 302), and reloading posts nothing twice.</summary>
    private static RedirectHttpResult SeeOther(string local) => TypedResults.LocalRedirect(local);

    // Properties, because a form may lack a field; a constructor's parameters must all be there.
    internal sealed record SignInForm
    {
        public string? Email { get; init; }
        public string? Password { get; init; }
        public string? ReturnUrl { get; init; }
    }

    internal sealed record WelcomeForm
    {
        public string? Email { get; init; }
        public string? Name { get; init; }
        public string? Password { get; init; }
    }

    internal sealed record PasswordForm
    {
        public string? Current { get; init; }
        public string? Password { get; init; }
    }
}
