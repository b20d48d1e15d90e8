using System.Buffers.Text;
using System.Security.Cryptography;
using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Sources.Authorizations;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;

namespace Cto.Web.Endpoints.Sources;

/// <summary>Sends people to a vendor's page to grant access, and connects the source when they come back.</summary>
internal sealed class SourceAuthorizing(SourceConnecting connecting, SourceStore sources, AuthorizationStore authorizations, IOAuthGrants grants, SourceAccess access)
{
    public const string CallbackPath = "/oauth/callback";

    private static readonly TimeSpan ExchangePatience = TimeSpan.FromSeconds(20);

    /// <param name="caller">A person: a token cannot be sent anywhere.</param>
    /// <param name="source">The source whose access is granted anew; <see langword="null"/> for a new one.</param>
    /// <param name="wanted">What is to be connected.</param>
    /// <param name="typed">What was typed beside the grant.</param>
    /// <param name="site">The address of this site as the person sees it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Where to send the person.</returns>
    /// <exception cref="ProblemException">The connector has no OAuth, or no application to ask with.</exception>
    /// <exception cref="SourceException">The settings make no sense.</exception>
    public async Task<Uri> BeginAsync(Caller caller, StoredSource? source, NewSource wanted, IReadOnlyDictionary<string, Secret> typed, Uri site, CancellationToken cancellationToken)
    {
        var user = caller.UserId ?? throw new ProblemException(ProblemKind.NotPermitted, "Only a person can grant access on a vendor's page.");
        var before = source?.CredentialKind == OAuthCredential.Kind ? (await sources.ConnectAsync(source, cancellationToken)).Credentials : null;
        var credentials = (before is null ? new(OAuthCredential.Kind, new Dictionary<string, Secret>()) : OAuthCredential.Ungranted(before)).With(typed);
        var pending = new PendingAuthorization
        {
            TenantId = caller.TenantId,
            UserId = user,
            Connector = wanted.Connector,
            SourceId = source?.Id,
            Name = wanted.Name,
            Settings = wanted.Settings,
            Redirect = new(site, CallbackPath),
            Typed = credentials,
            Verifier = new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))),
        };
        var account = Account(pending);

        // Settings that lead nowhere are refused before anything is kept.
        _ = grants.Authorization(account, new(pending.Redirect, new(""), pending.Verifier));
        var state = await authorizations.BeginAsync(pending, cancellationToken);
        return grants.Authorization(account, new(pending.Redirect, state, pending.Verifier));
    }

    /// <summary>Where the person goes on: to the source, or back to where he came from with the reason.</summary>
    public async Task<string> CompleteAsync(Caller caller, OAuthReturn answer, CancellationToken cancellationToken)
    {
        if (caller.UserId is not { } user || answer.State is not { Length: > 0 and < 200 } state ||
            await authorizations.TakeAsync(caller.TenantId, user, state, cancellationToken) is not { } pending)
        {
            return "/sources/new?problem=state";
        }

        try
        {
            return $"/sources/{await ConnectAsync(caller, pending, answer, cancellationToken):D}?granted=1";
        }
        catch (SourceException e)
        {
            return await FailAsync(pending, e.Message, e.Remedy);
        }
        catch (ProblemException e)
        {
            return await FailAsync(pending, e.Message, null);
        }
    }

    private async Task<Guid> ConnectAsync(Caller caller, PendingAuthorization pending, OAuthReturn answer, CancellationToken cancellationToken)
    {
        var account = Account(pending);
        if (answer.Code is not { Length: > 0 } code)
        {
            throw Denied(account.Connector.Title, answer);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ExchangePatience);
        var tokens = await grants.ExchangeAsync(account, new(pending.Redirect, new(""), pending.Verifier), code, patience.Token);
        var granted = new NewSource
        {
            TenantId = pending.TenantId,
            Connector = pending.Connector,
            Name = pending.Name,
            Settings = pending.Settings,
            Credentials = OAuthCredential.Granted(pending.Typed, tokens),
        };
        try
        {
            if (pending.SourceId is not { } source)
            {
                return (await connecting.ConnectAsync(caller, granted, cancellationToken)).Id;
            }

            await connecting.ChangeAsync(caller, source, granted, "source.reconnected", cancellationToken);
            return source;
        }
        catch (Exception e) when (e is SourceException or ProblemException)
        {
            // What was granted for nothing must not stay behind at the vendor.
            await access.RevokeAsync(new()
            {
                TenantId = granted.TenantId, SourceId = pending.SourceId ?? Guid.Empty, Connector = granted.Connector, Name = granted.Name, Settings = granted.Settings, Credentials = granted.Credentials,
            });
            throw;
        }
    }

    private async Task<string> FailAsync(PendingAuthorization pending, string problem, string? remedy)
    {
        var attempt = (await authorizations.FailAsync(pending, problem, remedy, CancellationToken.None)).Reveal();
        return pending.SourceId is { } source ? $"/sources/{source:D}?attempt={attempt}" : $"/sources/new/{pending.Connector}?attempt={attempt}";
    }

    private OAuthAccount Account(PendingAuthorization pending)
    {
        var connector = connecting.Find(pending.Connector).Descriptor;
        var oauth = connector.OAuth ?? throw new ProblemException(ProblemKind.Invalid, $"{connector.Title} knows no OAuth here.");
        return new(connector, oauth, pending.Settings, OAuthCredential.OwnClient(pending.Typed) ?? grants.Client(connector.Kind) ?? throw new ProblemException(ProblemKind.Invalid, "Give the client id and the client secret of your OAuth app.")
        {
            More = new Dictionary<string, object?> { ["field"] = $"credentials.{OAuthCredential.ClientId}" },
        });
    }

    private static SourceException Denied(string vendor, OAuthReturn answer) => answer.Error switch
    {
        "access_denied" => new(SourceFault.Unauthorized, $"Access was not granted on {vendor}'s page.") { Remedy = "Connect again and grant it, or choose another way to authenticate." },
        null => new(SourceFault.UnexpectedReply, $"{vendor} sent neither a code nor a reason.") { Remedy = "Connect again." },
        var error => new(SourceFault.Unauthorized, $"{vendor} did not grant access: {Short(answer.Description ?? error)}") { Remedy = "Check the OAuth app and the scopes that it may ask for, then connect again." },
    };

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";
}

/// <summary>What a vendor sends a person back with.</summary>
internal sealed record OAuthReturn(string? State, string? Code, string? Error, string? Description);
