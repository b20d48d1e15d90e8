using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Asana;

/// <summary>What was written to Asana while it runs: tasks, comments and files.</summary>
internal sealed partial class AsanaDesk(Company company)
{
    private readonly ConcurrentDictionary<string, (Campaign Campaign, CampaignTask Task, string Notes)> _created = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<CampaignStep>> _comments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<AsanaFile>> _files = new(StringComparer.Ordinal);
    private int _last;

    public IEnumerable<CampaignTask> Tasks(Campaign campaign, DateTimeOffset at) =>
        campaign.Tasks.Where(task => task.CreatedAt <= at).Concat(_created.Values.Where(created => created.Campaign == campaign).Select(created => created.Task).OrderBy(task => task.Gid, StringComparer.Ordinal));

    public (Campaign Campaign, CampaignTask Task)? Find(string gid, DateTimeOffset at) =>
        company.Planning.Campaigns.SelectMany(campaign => Tasks(campaign, at).Select(task => ((Campaign, CampaignTask)?)(campaign, task))).FirstOrDefault(found => found!.Value.Item2.Gid == gid);

    /// <summary>The notes as plain text.</summary>
    public string Notes(CampaignTask task) => _created.TryGetValue(task.Gid, out var created) ? Plain(created.Notes) : "";

    public IEnumerable<CampaignStep> Steps(CampaignTask task, DateTimeOffset at) => task.Steps.Where(step => step.At <= at).Concat(_comments.GetValueOrDefault(task.Gid) ?? []);

    public IReadOnlyList<AsanaFile> Files(string task) => _files.GetValueOrDefault(task) ?? [];

    public AsanaFile? File(string gid) => _files.Values.SelectMany(files => files).FirstOrDefault(file => file.Gid == gid);

    public CampaignTask Create(Campaign campaign, string name, string notes, Person assignee, DateOnly dueOn)
    {
        var task = new CampaignTask(Gid(), name, company.Now, assignee, null, dueOn, []);
        _created[task.Gid] = (campaign, task, notes);
        return task;
    }

    public CampaignStep Comment(CampaignTask task, string text)
    {
        var step = new CampaignStep(Gid(), company.Now, StepKind.Commented, null, Plain(text));
        _comments.AddOrUpdate(task.Gid, [step], (_, known) => [.. known, step]);
        return step;
    }

    public AsanaFile Attach(string task, string name, byte[] content)
    {
        var file = new AsanaFile(Gid(), name, content);
        _files.AddOrUpdate(task, [file], (_, known) => [.. known, file]);
        return file;
    }

    public object? Tell(string gid, DateTimeOffset at) => Find(gid, at) is not var (campaign, task) ? null : new
    {
        task.Gid,
        Project = campaign.Name,
        task.Name,
        Notes = Notes(task),
        Assignee = task.Assignee.Name,
        task.DueOn,
        Comments = Steps(task, at).Where(step => step.Kind is StepKind.Commented).Select(step => step.To),
        Attachments = Files(gid).Select(file => new { file.Name, Size = file.Content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Content)), Content = $"/asana/_attachments/{file.Gid}" }),
    };

    private string Gid() => string.Create(CultureInfo.InvariantCulture, $"1299000000000{Interlocked.Increment(ref _last):D4}");

    private static string Plain(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}

/// <summary>A file of a task.</summary>
internal sealed record AsanaFile(string Gid, string Name, byte[] Content);
