using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;

namespace Cto.Web.Endpoints.Sources;

/// <summary>Connects sources and changes them, always after a live check; for the API and for the pages alike.</summary>
internal sealed class SourceConnecting(IConnectorCatalog connectors, SourceStore sources, SourceAccess access, IGrainFactory grains, AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(20);

    /// <summary>The built-in source for facts that are pushed.</summary>
    public const string Push = "push";

    /// <exception cref="ProblemException">Something that was given is wrong.</exception>
    /// <exception cref="SourceException">The live check failed.</exception>
    public async Task<ConnectedSource> ConnectAsync(Caller caller, NewSourceRequest request, CancellationToken cancellationToken)
    {
        var made = Wanted(caller, request);
        return await ConnectAsync(caller, made with { Credentials = Typed(SourceForm.Credentials(Find(made.Connector).Descriptor, request.Credentials)) }, cancellationToken);
    }

    /// <summary>What is to be connected, without the way in.</summary>
    /// <exception cref="ProblemException">Something that was given is wrong.</exception>
    public NewSource Wanted(Caller caller, NewSourceRequest request)
    {
        var connector = Find(request.Connector).Descriptor;
        var settings = SourceForm.Settings(connector, SourceSettings.Empty, request.Settings);
        LocalPlaces.Permit(caller, connector, settings);
        return new()
        {
            TenantId = caller.TenantId,
            Connector = connector.Kind,
            Name = Texts.Name(string.IsNullOrWhiteSpace(request.Name) ? connector.Title : request.Name, "name"),
            Settings = settings,
            Paused = request.Paused,
        };
    }

    /// <exception cref="ProblemException">There is a source of that name.</exception>
    /// <exception cref="SourceException">The live check failed.</exception>
    public async Task<ConnectedSource> ConnectAsync(Caller caller, NewSource made, CancellationToken cancellationToken)
    {
        var check = await CheckAsync(Find(made.Connector), made, Guid.Empty, cancellationToken);
        var id = await StoreAsync(() => sources.CreateAsync(Checked(made, check), cancellationToken));
        await Grain(caller, id).Start();
        await audit.WriteAsync(caller, "source.connected", made.Name, Detail(id, made.Connector), cancellationToken);
        return new(id, check.Summary, check.Warnings);
    }

    /// <exception cref="ProblemException">There is no such source, or something that was given is wrong.</exception>
    /// <exception cref="SourceException">The live check failed; nothing was changed.</exception>
    public async Task<SourceStatus> ChangeAsync(Caller caller, Guid id, SourceChange change, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(caller, id, cancellationToken);
        var changed = Wanted(caller, stored, change);
        var given = SourceForm.Credentials(Find(stored.Connector).Descriptor, change.Credentials);
        var isGranted = given?.Kind == OAuthCredential.Kind && stored.CredentialKind == OAuthCredential.Kind;
        var held = given is null || isGranted ? (await access.OpenAsync(stored, cancellationToken)).Credentials : null;
        changed = changed with { Credentials = isGranted ? held?.With(given!.Fields) : Typed(given) ?? held, KeepCredentials = given is null || isGranted };
        await ChangeAsync(caller, id, changed, "source.changed", cancellationToken);
        if (isGranted)
        {
            // What was granted may be renewed at any moment: what was typed is put beside it, whatever it is by then.
            await sources.RenewAsync(caller.TenantId, id, known => Task.FromResult<SourceCredentials?>(known.With(given!.Fields)), cancellationToken);
        }

        return (await FindAsync(caller, id, cancellationToken)).ToStatus(clock.GetUtcNow());
    }

    /// <summary>What a source is to become, without the way in.</summary>
    /// <exception cref="ProblemException">Something that was given is wrong.</exception>
    public NewSource Wanted(Caller caller, StoredSource stored, SourceChange change)
    {
        var connector = Find(stored.Connector).Descriptor;
        var settings = SourceForm.Settings(connector, stored.Settings, change.Settings);
        LocalPlaces.Permit(caller, connector, settings);
        return new()
        {
            TenantId = caller.TenantId,
            Connector = stored.Connector,
            Name = change.Name is null ? stored.Name : Texts.Name(change.Name, "name"),
            Settings = settings,
        };
    }

    /// <exception cref="ProblemException">There is another source of that name.</exception>
    /// <exception cref="SourceException">The live check failed; nothing was changed.</exception>
    public async Task ChangeAsync(Caller caller, Guid id, NewSource changed, string action, CancellationToken cancellationToken)
    {
        var check = await CheckAsync(Find(changed.Connector), changed, id, cancellationToken);
        await StoreAsync(() => sources.UpdateAsync(id, Checked(changed, check), cancellationToken));
        await Grain(caller, id).Reload();
        await audit.WriteAsync(caller, action, changed.Name, Detail(id, changed.Connector), cancellationToken);
    }

    /// <exception cref="ProblemException">The caller's company has no such source.</exception>
    public async Task<StoredSource> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        await sources.FindAsync(caller.TenantId, id, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "There is no such source.");

    public ISourceGrain Grain(Caller caller, Guid id) => grains.GetGrain<ISourceGrain>(new SourceKey(caller.TenantId, id).ToString());

    /// <summary>Writes down what was asked of a source.</summary>
    public Task AuditAsync(Caller caller, StoredSource source, string action, CancellationToken cancellationToken) =>
        audit.WriteAsync(caller, action, source.Name, Detail(source.Id, source.Connector), cancellationToken);

    /// <exception cref="ProblemException">There is none of that kind.</exception>
    public ISourceConnector Find(string kind) => connectors.Find(kind) ?? throw ConnectorEndpoints.Unknown(kind, ProblemKind.Invalid, connectors);

    private static NewSource Checked(NewSource source, SourceCheck check) =>
        source with { CredentialExpiresAt = OAuthCredential.EndOf(source.Credentials, check.CredentialExpiresAt), Warnings = check.Warnings };

    /// <summary>Credentials as they were given; those of OAuth come from the vendor's page alone.</summary>
    private static SourceCredentials? Typed(SourceCredentials? given) => given is { Kind: OAuthCredential.Kind }
        ? throw new ProblemException(ProblemKind.Invalid, "Access by OAuth is granted on the vendor's page: connect the source in the browser, or give another kind of credentials.")
        : given;

    private static async Task<SourceCheck> CheckAsync(ISourceConnector connector, NewSource source, Guid id, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(CheckPatience);
        try
        {
            return await connector.CheckAsync(
                new() { TenantId = source.TenantId, SourceId = id, Connector = source.Connector, Name = source.Name, Settings = source.Settings, Credentials = source.Credentials },
                patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceFault.Unavailable, $"It did not answer within {CheckPatience.TotalSeconds} s.") { Remedy = "Check the address, and that this machine may reach it." };
        }
    }

    private static async Task<T> StoreAsync<T>(Func<Task<T>> store)
    {
        try
        {
            return await store();
        }
        catch (SourceNameTakenException e)
        {
            throw new ProblemException(ProblemKind.Conflict, e.Message);
        }
    }

    private static Dictionary<string, string> Detail(Guid id, string connector) => new() { ["id"] = id.ToString("D"), ["connector"] = connector };
}
