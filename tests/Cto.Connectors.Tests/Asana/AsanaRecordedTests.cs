using System.Text.Json;
using Cto.Connectors.Asana;
using Cto.Connectors.Http;
using Cto.Domain.Planning;
using Cto.Testing;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Tests.Asana;

/// <summary>Every payload that was ever recorded of Asana is read into facts.</summary>
public sealed class AsanaRecordedTests
{
    private static readonly AsanaSettings Settings = new(VendorSource.Of("asana", "https://app.asana.com/api/1.0", "token").Settings, new AddressGuard(Options.Create(new SourceHttpOptions())));

    [Fact]
    public void Every_recorded_list_is_read()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.Equal(["projects", "tasks"], Directory.GetFiles(Specs.Path("recorded", "asana"), "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)!).Order());
        // The line is the project's own object, without the wrapping that answers have.
        var project = JsonSerializer.Deserialize($$"""{"data":[{{Line("projects")}}]}""", AsanaJson.Default.AsanaAnswerAsanaProjectArray)!.Data![0];
        var task = JsonSerializer.Deserialize($$"""{"data":{{Line("tasks")}}}""", AsanaJson.Default.AsanaAnswerAsanaTask)!.Data!;

        var fact = AsanaFacts.Of(project);
        // It is of another project than the one recorded.
        var facts = new AsanaFacts(Settings, new Dictionary<string, AsanaProject> { [task.Memberships![0]!.Project!.Gid!] = project });
        var item = facts.Of(task, [], [])!;

        Assert.Equal(("asana:project/1234567890", "Test Project", "https://app.asana.com/0/1234567890", false), (fact.Key, fact.Name, fact.Url, fact.Archived));
        Assert.Equal(("asana:task/987654321", "Test Task", "Open", StatusCategory.Todo, new DateTimeOffset(2025, 2, 15, 0, 0, 0, TimeSpan.Zero)), (item.Key, item.Title, item.Status, item.StatusCategory, item.DueAt));
    }

    [Theory]
    [InlineData("""{"gid":"1"}""")]
    [InlineData("""{"gid":"1","created_at":"2026-01-01T00:00:00Z","memberships":[null,{},{"project":{"gid":"other"}}]}""")]
    [InlineData("""{"gid":"1","created_at":"2026-01-01T00:00:00Z","resource_subtype":"section","memberships":[{"project":{"gid":"p"}}]}""")]
    public void Headings_and_what_says_too_little_are_no_items(string json) =>
        Assert.Null(new AsanaFacts(Settings, new Dictionary<string, AsanaProject> { ["p"] = new() { Gid = "p", Name = "P" } })
            .Of(JsonSerializer.Deserialize($$"""{"data":{{json}}}""", AsanaJson.Default.AsanaAnswerAsanaTask)!.Data!, [], []));

    private static string Line(string name) => File.ReadLines(Specs.Path("recorded", "asana", $"{name}.jsonl")).Single();
}
