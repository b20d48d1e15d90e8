using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;

namespace Cto.Web.Endpoints.Sources;

/// <summary>Connects sources and changes them, always after a live check; for the API and for the pages alike.</summary>
internal sealed class SourceConnecting(IConnectorCatalog connectors, SourceStore sources, IGrainFactory grains, AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(20);

    /// <summary>The built-in source for facts that are pushed.</summary>
    public const string Push = "push";

    /// <exception cref="ProblemException">Something that was given is wrong.</exception>
    /// <exception cref="SourceException">The live check failed.</exception>
    public async Task<ConnectedSource> ConnectAsync(Caller caller, NewSourceRequest request, CancellationToken cancellationToken)
    {
        var connector = Find(request.Connector);
        var settings = SourceForm.Settings(connector.Descriptor, SourceSettings.Empty, request.Settings);
        LocalPlaces.Permit(caller, connector.Descriptor, settings);
        var made = new NewSource
        {
            TenantId = caller.TenantId,
            Connector = connector.Descriptor.Kind,
            Name = Texts.Name(string.IsNullOrWhiteSpace(request.Name) ? connector.Descriptor.Title : request.Name, "name"),
            Settings = settings,
            Credentials = SourceForm.Credentials(connector.Descriptor, request.Credentials),
        };
        var check = await CheckAsync(connector, made, Guid.Empty, cancellationToken);
        var id = await StoreAsync(() => sources.CreateAsync(made with { CredentialExpiresAt = check.CredentialExpiresAt, Warnings = check.Warnings }, cancellationToken));
        await Grain(caller, id).Start();
        await audit.WriteAsync(caller, "source.connected", made.Name, Detail(id, made.Connector), cancellationToken);
        return new(id, check.Summary, check.Warnings);
    }

    /// <exception cref="ProblemException">There is no such source, or something that was given is wrong.</exception>
    /// <exception cref="SourceException">The live check failed; nothing was changed.</exception>
    public async Task<SourceStatus> ChangeAsync(Caller caller, Guid id, SourceChange change, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(caller, id, cancellationToken);
        var connector = Find(stored.Connector);
        var settings = SourceForm.Settings(connector.Descriptor, stored.Settings, change.Settings);
        LocalPlaces.Permit(caller, connector.Descriptor, settings);
        var changed = new NewSource
        {
            TenantId = caller.TenantId,
            Connector = stored.Connector,
            Name = change.Name is null ? stored.Name : Texts.Name(change.Name, "name"),
            Settings = settings,
            Credentials = SourceForm.Credentials(connector.Descriptor, change.Credentials) ?? (await sources.ConnectAsync(stored, cancellationToken)).Credentials,
        };
        var check = await CheckAsync(connector, changed, id, cancellationToken);
        await StoreAsync(() => sources.UpdateAsync(id, changed with { CredentialExpiresAt = check.CredentialExpiresAt, Warnings = check.Warnings }, cancellationToken));
        await Grain(caller, id).Reload();
        await audit.WriteAsync(caller, "source.changed", changed.Name, Detail(id, changed.Connector), cancellationToken);
        return (await FindAsync(caller, id, cancellationToken)).ToStatus(clock.GetUtcNow());
    }

    /// <exception cref="ProblemException">The caller's company has no such source.</exception>
    public async Task<StoredSource> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        await sources.FindAsync(caller.TenantId, id, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "There is no such source.");

    public ISourceGrain Grain(Caller caller, Guid id) => grains.GetGrain<ISourceGrain>(new SourceKey(caller.TenantId, id).ToString());

    /// <summary>Writes down what was asked of a source.</summary>
    public Task AuditAsync(Caller caller, StoredSource source, string action, CancellationToken cancellationToken) =>
        audit.WriteAsync(caller, action, source.Name, Detail(source.Id, source.Connector), cancellationToken);

    private ISourceConnector Find(string kind) => connectors.Find(kind) ?? throw ConnectorEndpoints.Unknown(kind, ProblemKind.Invalid, connectors);

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
