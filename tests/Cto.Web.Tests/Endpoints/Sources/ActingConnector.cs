using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Web.Tests.Endpoints.Sources;

/// <summary>A vendor whose board takes notes: each is there once, and found again when it is asked for again.</summary>
internal sealed class ActingConnector : ISourceConnector, ISourceActions
{
    public ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "board",
        Title = "Board",
        Category = ConnectorCategory.Planning,
        Brings = "Nothing but a place to write on.",
        Settings = [],
        Credentials = [],
        Streams = [new("notes", "Notes", ["work-item"])],
        DocumentationUrl = "https://example.com/",
    };

    /// <summary>What stands on the board, by the action that wrote it.</summary>
    public ConcurrentDictionary<Guid, string> Notes { get; } = new();

    /// <summary>How often it was asked to write.</summary>
    public int Calls { get; private set; }

    /// <summary>Runs before a note is written, and after.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public Func<Task> After { get; set; } = () => Task.CompletedTask;

    public ISourceActions Actions => this;

    public IReadOnlyList<ActionDescriptor> Known { get; } = [new(typeof(CreateIssue), "Pin a note", "board:write")];

    public async Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken)
    {
        Calls++;
        SourceUsage.Current!.Call(0, isCharged: false);
        await Before();
        var note = (CreateIssue)action;
        var isNew = Notes.TryAdd(note.Id, note.Title);
        await After();
        return new(isNew ? "The note is pinned." : "The note was pinned already.", $"N-{Notes.Count}", "https://board.test/1");
    }

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => Task.FromResult(new SourceCheck("It hangs."));

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return new() { Facts = [], Cursor = "empty" };
    }
}
