using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Cto.Web.Security.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Access;

/// <summary>The API tokens of the caller's company.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/tokens").WithTags("Access").RequireAuthorization(Policies.Admin);
        group.MapGet("", List).WithSummary("The API tokens, the newest first; their secrets are not kept.");
        group.MapPost("", Add).WithSummary("Makes a token; its secret is shown this once.");
        group.MapDelete("/{id:guid}", Revoke).WithSummary("Revokes a token at once.");
    }

    private static async Task<Ok<IReadOnlyList<ApiToken>>> List(Caller caller, ApiTokenStore tokens, CancellationToken cancellationToken) =>
        TypedResults.Ok(await tokens.AllAsync(caller.TenantId, cancellationToken));

    private static async Task<Created<NewTokenAnswer>> Add(
        NewToken made, Caller caller, ApiTokenStore tokens, AuditLog audit, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (made.Scopes.Count == 0)
        {
            throw new ProblemException(ProblemKind.Invalid, "'scopes' needs at least one of: read, write, ingest, admin.");
        }

        if (made.ExpiresAt <= clock.GetUtcNow())
        {
            throw new ProblemException(ProblemKind.Invalid, "'expiresAt' lies in the past.");
        }

        var secret = TokenText.NewToken();
        var token = await tokens.AddAsync(
            caller.TenantId, new(Texts.Name(made.Name, "name"), [.. made.Scopes.Distinct()], caller.Name, made.ExpiresAt), secret, cancellationToken);
        await audit.WriteAsync(caller, "token.created", token.Name, new Dictionary<string, string> { ["scopes"] = string.Join(' ', token.Scopes) }, cancellationToken);
        return TypedResults.Created($"/api/v1/tokens/{token.Id:D}", new NewTokenAnswer(token.Id, secret));
    }

    private static async Task<NoContent> Revoke(
        Guid id, Caller caller, ApiTokenStore tokens, KnownTokens known, AuditLog audit, CancellationToken cancellationToken)
    {
        var name = await tokens.RevokeAsync(caller.TenantId, id, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "There is no such token.");
        await known.ForgetAsync();
        await audit.WriteAsync(caller, "token.revoked", name, null, cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>A token to be made.</summary>
/// <param name="ExpiresAt">Left out = never.</param>
public sealed record NewToken(string Name, IReadOnlyList<TokenScope> Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>A token that was made; the secret is shown this once.</summary>
public sealed record NewTokenAnswer(Guid Id, string Token);
