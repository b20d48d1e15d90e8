using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Cto.Web.Security.SignIn;
using Cto.Web.Security.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Access;

/// <summary>The people of the caller's company.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/members").WithTags("Access").RequireAuthorization(Policies.Admin);
        group.MapGet("", List).WithSummary("The people of the company and their roles.");
        group.MapPost("", Invite).WithSummary("Adds a person; who has no account yet gets one, with a one-time link to sign in by.");
        group.MapPatch("/{id:guid}", ChangeRole).WithSummary("Gives a person another role.");
        group.MapDelete("/{id:guid}", Remove).WithSummary("Removes a person from the company; the sessions end.");
    }

    private static async Task<Ok<IReadOnlyList<Member>>> List(Caller caller, MemberStore members, CancellationToken cancellationToken) =>
        TypedResults.Ok(await members.OfTenantAsync(caller.TenantId, cancellationToken));

    private static async Task<Created<InvitedMember>> Invite(
        HttpContext http, NewMember made, Caller caller, UserStore users, MemberStore members, Sessions sessions, SignInLinks links, AuditLog audit,
        CancellationToken cancellationToken)
    {
        if (!Emails.IsValid(made.Email))
        {
            throw new ProblemException(ProblemKind.Invalid, "'email' is no e-mail address.");
        }

        MayGive(caller, made.Role);
        var user = await users.FindByEmailAsync(made.Email, cancellationToken);
        if (user is null)
        {
            user = new(Guid.CreateVersion7(), made.Email, Texts.Name(made.Name ?? made.Email.Split('@')[0], "name"), null, Guid.NewGuid());
            await users.AddAsync(user, cancellationToken);
        }
        else if ((await members.OfTenantAsync(caller.TenantId, cancellationToken)).Any(member => member.UserId == user.Id))
        {
            throw new ProblemException(ProblemKind.Conflict, "This person belongs to the company already.");
        }

        // A link signs in to all of the person's companies: only for somebody who has none and no password may this company's administrator have it.
        var isNew = user.PasswordHash is null && (await members.OfUserAsync(user.Id, cancellationToken)).Count == 0;
        await members.PutAsync(caller.TenantId, user.Id, made.Role, cancellationToken);
        await sessions.ForgetAsync(user.Id);
        var link = isNew ? $"{http.Request.Scheme}://{http.Request.Host}{SignInEndpoints.LinkPath}{await links.NewAsync(user.Id, caller.TenantId, cancellationToken)}" : null;
        await audit.WriteAsync(caller, "member.added", made.Email, new Dictionary<string, string> { ["role"] = made.Role.ToString() }, cancellationToken);
        return TypedResults.Created($"/api/v1/members/{user.Id:D}", new InvitedMember(user.Id, link));
    }

    private static async Task<NoContent> ChangeRole(
        Guid id, RoleChange change, Caller caller, MemberStore members, Sessions sessions, AuditLog audit, CancellationToken cancellationToken)
    {
        MayGive(caller, change.Role);
        var member = await FindAsync(members, caller, id, change.Role, cancellationToken);
        await members.PutAsync(caller.TenantId, id, change.Role, cancellationToken);
        await sessions.ForgetAsync(id);
        await audit.WriteAsync(caller, "member.role-changed", member.Name, new Dictionary<string, string> { ["role"] = change.Role.ToString() }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Remove(Guid id, Caller caller, MemberStore members, Sessions sessions, AuditLog audit, CancellationToken cancellationToken)
    {
        var member = await FindAsync(members, caller, id, null, cancellationToken);
        await members.RemoveAsync(caller.TenantId, id, cancellationToken);
        await sessions.ForgetAsync(id);
        await audit.WriteAsync(caller, "member.removed", member.Name, null, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Owners are made by owners; a token with the scope admin stands for the owner who made it.</summary>
    private static void MayGive(Caller caller, MemberRole role)
    {
        if (role == MemberRole.Owner && caller.Role is { } own && own != MemberRole.Owner)
        {
            throw new ProblemException(ProblemKind.NotPermitted, "Only an owner makes owners.");
        }
    }

    /// <summary>The member that is to be changed; a company keeps at least one owner, and only owners touch owners.</summary>
    private static async Task<Member> FindAsync(MemberStore members, Caller caller, Guid id, MemberRole? becomes, CancellationToken cancellationToken)
    {
        var all = await members.OfTenantAsync(caller.TenantId, cancellationToken);
        var member = all.FirstOrDefault(member => member.UserId == id) ?? throw new ProblemException(ProblemKind.NotFound, "This person does not belong to the company.");
        if (member.Role == MemberRole.Owner)
        {
            MayGive(caller, MemberRole.Owner);
            if (becomes != MemberRole.Owner && all.Count(other => other.Role == MemberRole.Owner) == 1)
            {
                throw new ProblemException(ProblemKind.Conflict, "A company keeps at least one owner.");
            }
        }

        return member;
    }
}

/// <summary>A person to be added.</summary>
/// <param name="Name">Left out = taken from the e-mail.</param>
public sealed record NewMember(string Email, MemberRole Role, string? Name = null);

/// <summary>A person that was added.</summary>
/// <param name="SignInLink">A one-time link, shown this once; <see langword="null"/> for a person who has an account already.</param>
public sealed record InvitedMember(Guid UserId, string? SignInLink);

/// <summary>The role a person is to have.</summary>
public sealed record RoleChange(MemberRole Role);
