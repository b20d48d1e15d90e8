using System.Text.Encodings.Web;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cto.Web.Security.Tokens;

/// <summary>Authenticates <c>Authorization: Bearer cto_…</c>.</summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KnownTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "token";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (header is not [{ } value] || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The header Authorization must be 'Bearer <token>'.");
        }

        if (await tokens.FindAsync(value[Prefix.Length..].Trim(), Context.RequestAborted) is not { } found)
        {
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        }

        var caller = new Caller
        {
            TenantId = found.TenantId,
            Kind = CallerKind.Token,
            Id = found.Token.Id,
            Name = found.Token.Name,
            Scopes = found.Token.Scopes,
        };
        return AuthenticateResult.Success(new(caller.Principal(SchemeName), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        Response.Headers[HeaderNames.WWWAuthenticate] = failure is null ? "Bearer realm=\"cto\"" : "Bearer realm=\"cto\", error=\"invalid_token\"";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
    }
}
