using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>What was written to Jira while it runs: issues, comments and files; moved issues keep it in their own history.</summary>
internal sealed class JiraDesk(Company company)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, CreatedIssue> _created = new();
    private readonly ConcurrentDictionary<long, IReadOnlyList<JiraNote>> _notes = new();
    private readonly ConcurrentDictionary<long, IReadOnlyList<JiraFile>> _files = new();
    private int _last;

    /// <summary>Every issue that is there by an instant, created ones included.</summary>
    public IEnumerable<PlannedItem> Items(DateTimeOffset at) => company.Planning.Items.Concat(_created.Values.Select(created => created.Item)).Where(item => item.Exists(at));

    /// <summary>An issue by its id or key; <see langword="null"/> when there is none.</summary>
    public PlannedItem? Find(string idOrKey, DateTimeOffset at) =>
        Items(at).FirstOrDefault(item => item.Key == idOrKey || item.Id.ToString(CultureInfo.InvariantCulture) == idOrKey);

    public JsonElement? Description(PlannedItem item) => _created.TryGetValue(item.Id, out var created) ? created.Description : null;

    public IReadOnlyList<JiraNote> Notes(PlannedItem item) => _notes.GetValueOrDefault(item.Id) ?? [];

    public IReadOnlyList<JiraFile> Files(PlannedItem item) => _files.GetValueOrDefault(item.Id) ?? [];

    public JiraFile? File(int id) => _files.Values.SelectMany(files => files).FirstOrDefault(file => file.Id == id);

    /// <summary>Gives the item the next number of its project and keeps it.</summary>
    public PlannedItem Create(PlannedItem item, JsonElement? description)
    {
        lock (_gate)
        {
            item.Number = Items(DateTimeOffset.MaxValue).Where(known => known.Team == item.Team).Max(known => known.Number) + 1;
            _created[item.Id] = new(item, description);
        }

        return item;
    }

    public JiraNote Comment(PlannedItem item, JsonElement body, JsonElement? properties)
    {
        var note = new JiraNote(Interlocked.Increment(ref _last), company.Now, body, properties);
        _notes.AddOrUpdate(item.Id, [note], (_, known) => [.. known, note]);
        return note;
    }

    public JiraFile Attach(PlannedItem item, string name, string type, byte[] content)
    {
        var file = new JiraFile(Interlocked.Increment(ref _last), name, type, content, company.Now);
        _files.AddOrUpdate(item.Id, [file], (_, known) => [.. known, file]);
        return file;
    }

    /// <summary>What is true of an issue, its files readable without a login.</summary>
    public object? Tell(string key, DateTimeOffset at) => Find(key, at) is not { } item ? null : new
    {
        item.Key,
        Id = item.Id.ToString(CultureInfo.InvariantCulture),
        Project = item.Team.Key,
        item.Type,
        Summary = item.Title,
        Description = Description(item),
        Status = item.Status(at),
        item.Priority,
        Assignee = company.People.FirstOrDefault(person => person.Mailbox == item.Assignee(at))?.Name,
        item.Labels,
        item.DueOn,
        Points = item.Points(at),
        Comments = Notes(item).Select(note => note.Body),
        Attachments = Files(item).Select(file => new { file.Name, file.Type, Size = file.Content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Content)), Content = $"/jira/_attachments/{file.Id}" }),
    };

    private sealed record CreatedIssue(PlannedItem Item, JsonElement? Description);
}

/// <summary>A comment.</summary>
internal sealed record JiraNote(int Id, DateTimeOffset At, JsonElement Body, JsonElement? Properties);

/// <summary>A file on an issue.</summary>
internal sealed record JiraFile(int Id, string Name, string Type, byte[] Content, DateTimeOffset At);
