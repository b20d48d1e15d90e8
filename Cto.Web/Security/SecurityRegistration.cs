using Cto.Grains;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Cto.Web.Security.Keys;
using Cto.Web.Security.SignIn;
using Cto.Web.Security.Tokens;
using Cto.Web.Security.Users;
using Cto.Web.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Cto.Web.Security;

/// <summary>Adds sign-in, tokens, rights and what protects them.</summary>
internal static class SecurityRegistration
{
    private const string SchemeName = "cto";

    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddKeys();
        services.AddHttpContextAccessor();
        services.AddSingleton<UserStore>().AddSingleton<MemberStore>().AddSingleton<Passwords>();
        services.AddSingleton<Sessions>().AddSingleton<SignInLinks>().AddSingleton<FailureCounts>().AddSingleton<SignInThrottle>().AddSingleton<SignInService>();
        services.AddSingleton<ApiTokenStore>().AddSingleton<KnownTokens>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<FirstTenant>();
        services.AddSingleton<TenantNews>();
        services.AddHostedService(provider => provider.GetRequiredService<TenantNews>());
        services.AddSingleton<FirstStart>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstStart>());
        services.AddScoped(CurrentCaller);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "cto.antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddAuthentication(SchemeName)
            .AddPolicyScheme(SchemeName, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") ? BearerHandler.SchemeName : SessionCookie.SchemeName)
            .AddCookie(SessionCookie.SchemeName, SessionCookie.Configure)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddAccess();
        services.AddSingleton<IAuthorizationHandler, FirstTenantHandler>();
        return services;
    }

    /// <summary>Puts authentication, forgery protection and authorization between routing and the endpoints.</summary>
    public static IApplicationBuilder UseSecurity(this IApplicationBuilder app) => app
        .UseAuthentication()
        .UseMiddleware<CsrfGuard>()
        .UseRateLimiter()
        .UseAuthorization()
        .Use(CallForTenantAsync)
        .UseAntiforgery();

    /// <summary>From here on grains of other companies refuse to be called.</summary>
    private static async Task CallForTenantAsync(HttpContext context, RequestDelegate next)
    {
        // Awaited here, so that what is said for this request ends with it.
        if (Caller.From(context.User) is { } caller)
        {
            TenantCalls.For(caller.TenantId);
        }

        await next(context);
    }

    private static Caller CurrentCaller(IServiceProvider services) =>
        services.GetRequiredService<IHttpContextAccessor>().HttpContext is { } http && Caller.From(http.User) is { } caller
            ? caller
            : throw new InvalidOperationException("Nobody is signed in: the endpoint or page that asks for the caller must require authorization.");
}
