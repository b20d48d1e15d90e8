using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Cto.Web.Security.Users;
using Microsoft.AspNetCore.Authentication;

namespace Cto.Web.Security.SignIn;

/// <summary>Opens and ends the sessions of people.</summary>
internal sealed partial class SignInService(
    UserStore users, MemberStore members, Passwords passwords, Sessions sessions, SignInLinks links, SignInThrottle throttle, AuditLog audit, TimeProvider clock,
    ILogger<SignInService> logger)
{
    public async Task<SignInOutcome> WithPasswordAsync(HttpContext http, string email, string password)
    {
        var cancellationToken = http.RequestAborted;
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (await throttle.BlockedUntilAsync(email, address) is not null)
        {
            LogThrottled(address);
            return SignInOutcome.Throttled;
        }

        var user = await users.FindByEmailAsync(email, cancellationToken);
        var verdict = passwords.Verify(user?.PasswordHash, password);
        var companies = user is null || verdict == PasswordVerdict.Wrong ? [] : await members.OfUserAsync(user.Id, cancellationToken);
        if (user is null || companies.Count == 0)
        {
            await throttle.FailedAsync(email, address);
            LogRefused(address);
            return SignInOutcome.Wrong;
        }

        await throttle.SucceededAsync(email);
        await users.SignedInAsync(user.Id, clock.GetUtcNow(), verdict == PasswordVerdict.RightButOutdated ? passwords.Hash(password) : null, cancellationToken);
        await OpenAsync(http, user, companies[0].TenantId, "password");
        return SignInOutcome.SignedIn;
    }

    public async Task<SignInOutcome> WithLinkAsync(HttpContext http, string secret)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (await throttle.BlockedUntilAsync("link", address) is not null)
        {
            return SignInOutcome.Throttled;
        }

        if (await links.UseAsync(secret, http.RequestAborted) is not { } link || await users.FindAsync(link.UserId, http.RequestAborted) is not { } user)
        {
            await throttle.FailedAsync(Guid.NewGuid().ToString(), address);
            return SignInOutcome.Wrong;
        }

        await users.SignedInAsync(user.Id, clock.GetUtcNow(), null, http.RequestAborted);
        await OpenAsync(http, user, link.TenantId, "link");
        return SignInOutcome.SignedIn;
    }

    /// <summary>Gives a person e-mail, name and a new password; every other session of the person ends.</summary>
    /// <exception cref="EmailTakenException">Somebody else has this e-mail.</exception>
    public async Task SetCredentialsAsync(HttpContext http, Caller caller, string email, string name, string password)
    {
        var old = await users.FindAsync(caller.Id, http.RequestAborted) ?? throw new InvalidOperationException("The signed-in user does not exist.");
        var user = old with { Email = email, Name = name, PasswordHash = passwords.Hash(password), SecurityStamp = Guid.NewGuid() };
        await users.SetCredentialsAsync(user, http.RequestAborted);
        await links.VoidAllAsync(user.Id, http.RequestAborted);
        await sessions.ForgetAsync(user.Id);
        await audit.WriteAsync(caller with { Name = name }, "user.password-set", name, null, http.RequestAborted);
        await SignInAsync(http, user, caller.TenantId);
    }

    /// <summary>Whether it is the password of the person who is signed in.</summary>
    public async Task<bool> IsPasswordOfAsync(Caller caller, string password, CancellationToken cancellationToken) =>
        passwords.Verify((await users.FindAsync(caller.Id, cancellationToken))?.PasswordHash, password) != PasswordVerdict.Wrong;

    /// <summary>Goes on in another company of the person.</summary>
    /// <returns>Whether the person belongs to it.</returns>
    public async Task<bool> SwitchAsync(HttpContext http, Caller caller, Guid tenant)
    {
        if (caller.UserId is not { } id
            || (await members.OfUserAsync(id, http.RequestAborted)).All(company => company.TenantId != tenant)
            || await users.FindAsync(id, http.RequestAborted) is not { } user)
        {
            return false;
        }

        await SignInAsync(http, user, tenant);
        return true;
    }

    private async Task OpenAsync(HttpContext http, UserAccount user, Guid tenant, string with)
    {
        await sessions.ForgetAsync(user.Id);
        var caller = new Caller { TenantId = tenant, Kind = CallerKind.User, Id = user.Id, Name = user.Name, Scopes = [] };
        await audit.WriteAsync(caller, "user.signed-in", user.Name, new Dictionary<string, string> { ["with"] = with }, http.RequestAborted);
        await SignInAsync(http, user, tenant);
    }

    private static Task SignInAsync(HttpContext http, UserAccount user, Guid tenant) => http.SignInAsync(
        SessionCookie.SchemeName, SessionCookie.Principal(user.Id, user.SecurityStamp, tenant), new AuthenticationProperties { IsPersistent = true });

    [LoggerMessage(LogLevel.Warning, "A sign-in from {Address} was refused.")]
    private partial void LogRefused(string address);

    [LoggerMessage(LogLevel.Warning, "Sign-ins from {Address} fail too often and are put off.")]
    private partial void LogThrottled(string address);
}

/// <summary>What became of a sign-in.</summary>
internal enum SignInOutcome
{
    SignedIn,

    /// <summary>Nobody is told whether the account or the password was wrong.</summary>
    Wrong,

    /// <summary>Too many failures: later.</summary>
    Throttled,
}
