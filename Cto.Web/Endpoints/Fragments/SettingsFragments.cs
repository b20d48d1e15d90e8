using Cto.Domain.Tenants;
using Cto.Insights.Tenants;
using Cto.Web.Components.Boards;
using Cto.Web.Components.Settings;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Cto.Web.Security.Tokens;
using Cto.Web.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cto.Web.Endpoints.Fragments;

/// <summary>What the forms of the settings page change; each is answered with the form as it then is.</summary>
internal static class SettingsFragments
{
    private const int LongestName = 100;

    public static void MapSettingsFragments(this IEndpointRouteBuilder fragments)
    {
        var group = fragments.MapGroup("/settings").RequireAuthorization(Policies.Admin);
        group.MapPost("/company", SaveCompany);
        group.MapPost("/tokens", AddToken);
        group.MapDelete("/tokens/{id:guid}", RevokeToken);
    }

    private static async Task<RazorComponentResult<CompanyForm>> SaveCompany(HttpContext http, Caller caller, TenantStore tenants, TenantChanging changing, [FromForm] CompanyChange change)
    {
        var old = await tenants.FindAsync(caller.TenantId, http.RequestAborted) ?? throw new InvalidOperationException("The caller's company is not there.");
        var changed = old with
        {
            Name = change.Name?.Trim() ?? "",
            TimeZone = TimeZones.Find(change.TimeZone) ?? old.TimeZone,
            Delivery = old.Delivery with
            {
                Production = List(change.Production),
                Staging = List(change.Staging),
                Bots = List(change.Bots),
                AttributionWindow = change.WindowHours is > 0 and <= 720 and var hours ? TimeSpan.FromHours(hours) : old.Delivery.AttributionWindow,
            },
        };
        var error = changed.Name is not { Length: > 0 and <= LongestName } ? "A name has 1 to 100 characters."
            : TimeZones.Find(change.TimeZone) is null ? $"'{change.TimeZone}' is no time zone: give a name such as Europe/Berlin."
            : changed.Delivery.Production is [] ? "Without a production environment nothing counts: name at least one."
            : change.WindowHours is not (> 0 and <= 720) ? "The window is between 1 and 720 hours."
            : null;
        if (error is null)
        {
            await changing.SaveAsync(caller, changed, http.RequestAborted);
        }

        return Company(changed, error);
    }

    private static RazorComponentResult<CompanyForm> Company(Tenant tenant, string? error) =>
        new(new { Tenant = tenant, Editable = true, Error = error, Saved = error is null }) { StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };

    private static async Task<RazorComponentResult<TokenPanel>> AddToken(
        HttpContext http, Caller caller, ApiTokenStore tokens, AuditLog audit, BoardReader boards, TimeProvider clock, [FromForm] TokenWish wish)
    {
        var name = wish.Name?.Trim() ?? "";
        var scopes = wish.Scopes.Where(scope => Enum.TryParse<TokenScope>(scope, out _)).Select(Enum.Parse<TokenScope>).Distinct().ToArray();
        if (name is not { Length: > 0 and <= LongestName } || scopes.Length == 0)
        {
            return await Tokens(http, caller, tokens, boards, null, name.Length == 0 ? "Give the token a name." : scopes.Length == 0 ? "Choose what the token may do." : "A name has at most 100 characters.");
        }

        var secret = TokenText.NewToken();
        var token = await tokens.AddAsync(
            caller.TenantId, new(name, scopes, caller.Name, wish.Days is > 0 and < 36_500 and var days ? clock.GetUtcNow().AddDays(days) : null), secret, http.RequestAborted);
        await audit.WriteAsync(caller, "token.created", token.Name, new Dictionary<string, string> { ["scopes"] = string.Join(' ', token.Scopes) }, http.RequestAborted);
        return await Tokens(http, caller, tokens, boards, secret, null);
    }

    private static async Task<RazorComponentResult<TokenPanel>> RevokeToken(Guid id, HttpContext http, Caller caller, ApiTokenStore tokens, KnownTokens known, AuditLog audit, BoardReader boards)
    {
        if (await tokens.RevokeAsync(caller.TenantId, id, http.RequestAborted) is { } name)
        {
            await known.ForgetAsync();
            await audit.WriteAsync(caller, "token.revoked", name, null, http.RequestAborted);
        }

        return await Tokens(http, caller, tokens, boards, null, null);
    }

    private static async Task<RazorComponentResult<TokenPanel>> Tokens(HttpContext http, Caller caller, ApiTokenStore tokens, BoardReader boards, string? secret, string? error)
    {
        // A secret on a page must not stay in any cache.
        http.Response.Headers.CacheControl = "no-store";
        return new(new
        {
            Tokens = await tokens.AllAsync(caller.TenantId, http.RequestAborted),
            Display = await boards.DisplayAsync(caller, http.RequestAborted),
            Secret = secret,
            Error = error,
        })
        { StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    private static string[] List(string? text) => text?.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The company's form.</summary>
    internal sealed record CompanyChange
    {
        public string? Name { get; init; }
        public string? TimeZone { get; init; }
        public string? Production { get; init; }
        public string? Staging { get; init; }
        public string? Bots { get; init; }
        public double? WindowHours { get; init; }
    }

    /// <summary>The form of a new token.</summary>
    internal sealed record TokenWish
    {
        public string? Name { get; init; }
        public string[] Scopes { get; init; } = [];
        public int? Days { get; init; }
    }
}
