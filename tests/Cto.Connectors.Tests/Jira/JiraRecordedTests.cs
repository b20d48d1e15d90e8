using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.Http;
using Cto.Connectors.Jira;
using Cto.Domain.Planning;
using Cto.Testing;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Tests.Jira;

/// <summary>Every payload that was ever recorded of Jira is read: into facts, or by name not, for a reason.</summary>
public sealed class JiraRecordedTests
{
    private static readonly JiraSettings Settings = new(
        VendorSource.Of("jira", "https://merico.atlassian.net", "token").Settings, new AddressGuard(Options.Create(new SourceHttpOptions())));

    private static readonly JiraKeys Keys = new(Settings.BaseAddress);

    // As this site's fields must have been: the ids are in its issues and histories.
    private static readonly JiraFieldMap Fields = new(
        [
            new() { Id = "customfield_10020", Name = "Sprint", Schema = new() { Custom = "com.pyxis.greenhopper.jira:gh-sprint" } },
            new() { Id = "customfield_10024", Name = "Story Points", Schema = new() { Custom = "com.atlassian.jira.plugin.system.customfieldtypes:float" } },
        ],
        null);

    private static readonly Dictionary<string, string> NotKept = new()
    {
        ["worklogs"] = "hours are no measure that any insight asks for",
        ["remotelinks"] = "pull requests and deployments come from where they are made",
        ["users"] = "people are joined by name and e-mail of the facts; the directory is another system",
        ["issue_types"] = "each issue carries its type",
    };

    [Fact]
    public void Every_recorded_list_is_read_or_named()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        string[] read = ["issue_with_changelog_fields", "issue_changelogs", "epics", "sprints", "projects", "statuses"];
        Assert.All(Directory.GetFiles(Specs.Path("recorded", "jira"), "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)!), name => Assert.True(NotKept.ContainsKey(name) || read.Contains(name), $"{name} is new: read it, or say why not."));
        // Those that are not kept are nevertheless in the shapes that the connector meets.
        Assert.All(Lines("users", JiraJson.Default.JiraUser), user => Assert.NotNull(user.DisplayName));
        Assert.All(Lines("issue_types", JiraJson.Default.JiraIssueType), type => Assert.NotNull(type.Name));
        Assert.Equal(["Epic"], Lines("issue_types", JiraJson.Default.JiraIssueType).Where(type => type.IsEpic).Select(type => type.UntranslatedName!).Distinct());
    }

    [Fact]
    public void Every_recorded_issue_is_a_fact_with_its_history()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var statuses = new JiraStatuses(Lines("statuses", JiraJson.Default.JiraStatus));
        var site = new JiraSite(Settings.BaseAddress, true, new(), Fields, statuses);
        var reader = new JiraIssueFacts(site, Settings, Keys, new Dictionary<string, string>());
        var issues = Lines("issue_with_changelog_fields", JiraJson.Default.JiraIssue).Concat(Lines("epics", JiraJson.Default.JiraIssue)).ToList();
        var timelines = issues.ConvertAll(issue => new JiraTimeline(issue, issue.Changelog!.Histories!.OfType<JiraHistory>(), Fields, statuses));

        var facts = issues.Zip(timelines, reader.Of).ToList();
        var changes = issues.Zip(timelines, reader.Changes).SelectMany(found => found).ToList();

        Assert.All(facts, Assert.NotNull);
        Assert.Equal((13, 1), (facts.Count(fact => fact is WorkItem), facts.Count(fact => fact is Epic)));
        Assert.Equal(14, facts.Select(fact => fact!.Key).Distinct().Count());
        Assert.All(facts, fact => Assert.NotNull(fact!.ChangedAt));
        Assert.Equal(changes.Count, changes.Select(change => change.Key).Distinct().Count());
        Assert.Superset(new HashSet<WorkItemField> { WorkItemField.Status, WorkItemField.Sprint }, changes.Select(change => change.Field).ToHashSet());
        Assert.Contains(changes, change => change is { Field: WorkItemField.Status, ToCategory: not null });
        Assert.Contains(facts.OfType<WorkItem>(), item => item.Points == 2 && item.Sprint == "jira:merico.atlassian.net/sprint/7");
        Assert.Equal(2, facts.OfType<WorkItem>().Count(item => item.Parent is not null || item.Epic is not null));
    }

    [Fact]
    public void A_recorded_history_is_kept_where_it_tells_something()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var history = Lines("issue_changelogs", JiraJson.Default.JiraHistory).ToList();
        var issue = new JiraIssue { Id = "13383", Key = "EE-1", Fields = new() { Created = DateTimeOffset.UnixEpoch, Project = new() { Key = "EE" } } };
        var statuses = new JiraStatuses(Lines("statuses", JiraJson.Default.JiraStatus));
        var timeline = new JiraTimeline(issue, history, Fields, statuses);

        var changes = new JiraIssueFacts(new JiraSite(Settings.BaseAddress, true, new(), Fields, statuses), Settings, Keys, new Dictionary<string, string>()).Changes(issue, timeline).ToList();

        Assert.Equal((200, 200), (history.Count, history.Count(entry => entry.Created is not null)));
        Assert.Equal((9, 12), (changes.Count(change => change.Field is WorkItemField.Status), changes.Count(change => change.Field is WorkItemField.Sprint)));
        Assert.All(changes.Where(change => change.Field is WorkItemField.Sprint), change => Assert.StartsWith("jira:merico.atlassian.net/sprint/", change.To, StringComparison.Ordinal));
        Assert.Contains(changes, change => change is { Field: WorkItemField.Blocked, To: "EE-2880" });
    }

    [Fact]
    public void Recorded_sprints_projects_and_statuses_say_what_they_say()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var sprints = Lines("sprints", JiraJson.Default.JiraSprint).ToList();
        Assert.Equal(30, sprints.Select(sprint => sprint.Id).Distinct().Count());
        Assert.All(sprints, sprint => Assert.Equal((true, true, true), (sprint.Standing is not null, sprint.BeganAt is not null, sprint.Standing is not SprintState.Closed || sprint.ClosedAt > sprint.BeganAt)));

        Assert.All(Lines("projects", JiraJson.Default.JiraProject), project => Assert.Equal((true, true, true), (project.Id is not null, project.Key is not null, project.Name is not null)));
        var statuses = Lines("statuses", JiraJson.Default.JiraStatus).ToList();
        var known = new JiraStatuses(statuses);
        Assert.All(statuses, status => Assert.NotNull(known.Of(status.Id, null)));
        Assert.Equal(StatusCategory.InProgress, known.Of("3", null));
    }

    [Theory]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":"1","fields":{"created":"yesterday","project":{"key":"A"}}}""")]
    [InlineData("""{"id":"1","fields":{"created":"2026-01-01T00:00:00.000+0000"}}""")]
    public void What_says_too_little_is_no_fact(string json)
    {
        var issue = JsonSerializer.Deserialize(json, JiraJson.Default.JiraIssue)!;
        var site = new JiraSite(Settings.BaseAddress, true, new(), Fields, new([]));

        Assert.Null(new JiraIssueFacts(site, Settings, Keys, new Dictionary<string, string>()).Of(issue, new(new() { Fields = issue.Fields ?? new() }, [], Fields, site.Statuses)));
    }

    [Fact]
    public void Deviations_are_survived()
    {
        var json = JsonNode.Parse("""{"id":"1","key":null,"fields":{"created":"2026-01-01T00:00:00.000+0000","project":{"key":"A"},"labels":[null],"components":[null,{}],"issuelinks":[null,{},{"type":{"inward":"is blocked by"},"inwardIssue":{}}],"status":null,"customfield_10020":[null,7,"nonsense",{"id":0},{"id":"x"}],"customfield_10024":"many"}}""")!;
        var issue = json.Deserialize(JiraJson.Default.JiraIssue)!;
        var history = JsonSerializer.Deserialize("""{"histories":[null,{},{"id":"1","created":"2026-01-02T00:00:00.000+0000","items":[null,{},{"field":"Sprint","fieldId":"customfield_10020","from":"a, ,7","to":"99999999999999999999"}]}]}""", JiraJson.Default.JiraChangelog)!;
        var site = new JiraSite(Settings.BaseAddress, true, new(), Fields, new([]));
        var timeline = new JiraTimeline(issue, history.Histories!.OfType<JiraHistory>(), Fields, site.Statuses);

        var item = Assert.IsType<WorkItem>(new JiraIssueFacts(site, Settings, Keys, new Dictionary<string, string>()).Of(issue, timeline));

        Assert.Equal((null, null, null, StatusCategory.Todo, "Issue"), (item.Points, item.Sprint, item.Code, item.StatusCategory, item.Type));
        Assert.Equal([7], timeline.EverIn);
        Assert.Empty(item.BlockedBy!);
    }

    private static IEnumerable<T> Lines<T>(string name, JsonTypeInfo<T> type) => File.ReadLines(Specs.Path("recorded", "jira", $"{name}.jsonl")).Select(line => JsonSerializer.Deserialize(line, type)!);
}
