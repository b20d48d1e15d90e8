using Cto.Domain.Sources.Actions;

namespace Cto.Domain.Sources;

/// <summary>The port to one kind of upstream system. Implementations hold no state of a source: everything comes in with the call.</summary>
public interface ISourceConnector
{
    /// <summary>What the connector is, needs and brings.</summary>
    ConnectorDescriptor Descriptor { get; }

    /// <summary>Tries address and credentials live, before a source is made of them.</summary>
    /// <exception cref="SourceException">Something is wrong; its message says what and its remedy what to do.</exception>
    Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken);

    /// <summary>Pulls one stream from its cursor on, page by page; each page is committed together with its cursor before the next is asked for.</summary>
    /// <param name="source">The account to pull from.</param>
    /// <param name="stream">A stream of the descriptor.</param>
    /// <param name="cursor">Where the last committed page left off; <see langword="null"/> = from the beginning.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    /// <exception cref="SourceException">The upstream cannot be read now; pages already yielded stand.</exception>
    IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken);

    /// <summary>The receiver of the vendor's webhooks; <see langword="null"/> where the vendor has none.</summary>
    IWebhookReceiver? Webhooks => null;

    /// <summary>What it can do upstream; <see langword="null"/> where it only reads.</summary>
    ISourceActions? Actions => null;

    /// <summary>Its search; <see langword="null"/> where it has none.</summary>
    IWebSearch? Search => null;

    /// <summary>Frees what the connector keeps of a source outside the database (a git mirror); called when the source is deleted.</summary>
    Task ForgetAsync(SourceConnection source, CancellationToken cancellationToken) => Task.CompletedTask;
}
