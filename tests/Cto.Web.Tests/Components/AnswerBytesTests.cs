using System.Text.Json;
using Cto.Insights;
using Cto.Web.Endpoints.Insights;
using Cto.Web.Endpoints.Json;

namespace Cto.Web.Tests.Components;

/// <summary>Answers as they come to another node: nobody who reads one there may see a difference.</summary>
public sealed class AnswerBytesTests
{
    public static TheoryData<string> Insights => ["delivery.dora", "delivery.lead-time", "delivery.deployments", "delivery.change-failures", "pull-requests.cycle-time", "pull-requests.open", "pull-requests.review-load", "sources.health"];

    private static Dictionary<string, object> Answers => new()
    {
        ["delivery.dora"] = Samples.Dora(), ["delivery.lead-time"] = Samples.LeadTime(), ["delivery.deployments"] = Samples.Deployments(), ["delivery.change-failures"] = Samples.ChangeFailures(),
        ["pull-requests.cycle-time"] = Samples.CycleTime(), ["pull-requests.open"] = Samples.OpenPullRequests(), ["pull-requests.review-load"] = Samples.ReviewLoad(), ["sources.health"] = Samples.SourceHealth(),
    };

    [Theory]
    [MemberData(nameof(Insights))]
    public void An_answer_with_its_proof_is_the_same_after_the_way(string insight)
    {
        var answer = Answers[insight];
        var reply = Samples.Reply(insight, answer) with { Evidence = Evidence };
        var read = InsightReplyJson.Read(InsightReplyJson.Write(reply, Descriptor(answer)), Descriptor(answer));
        Assert.NotNull(read);
        Assert.IsType(answer.GetType(), read.Answer);
        Assert.Equal(JsonSerializer.Serialize(reply, ApiJson.Options), JsonSerializer.Serialize(read, ApiJson.Options));
        Assert.Equal(InsightCsv.Write(reply.Evidence), InsightCsv.Write(read.Evidence));
    }

    [Fact]
    public void An_answer_without_a_source_stays_without()
    {
        var reply = Samples.Reply("delivery.dora", null);
        Assert.Null(InsightReplyJson.Read(InsightReplyJson.Write(reply, Descriptor(Samples.Dora())), Descriptor(Samples.Dora()))!.Answer);
    }

    [Fact]
    public void What_a_node_of_another_version_wrote_is_not_guessed_at()
    {
        Assert.Null(InsightReplyJson.Read("[2,{},{}]"u8, Descriptor(Samples.Dora())));
        Assert.Null(InsightReplyJson.Read("[1,{\"deploymentFrequency\":7},{}]"u8, Descriptor(Samples.Dora())));
    }

    private static Evidence Evidence { get; } = new()
    {
        Rule = "As it is.",
        Rows =
        [
            new("k1", "A title", Samples.Now, "https://ci.example.com/1", new Dictionary<string, object?>
            {
                ["leadTimeSeconds"] = 3600.5, ["whole"] = 3.0, ["count"] = 7, ["long"] = 7_000_000_000L, ["money"] = 3.50m, ["at"] = Samples.Now, ["day"] = Samples.Today, ["failed"] = true, ["none"] = null, ["text"] = "=1+1",
                ["names"] = new[] { "a", "b" },
            }),
            new("k2", "Another", null, null, new Dictionary<string, object?>()),
        ],
        Total = 2,
        Excluded = [new("Bots", 3)],
        AsOf = new Dictionary<string, DateTimeOffset?> { ["shop"] = Samples.Now, ["new"] = null },
        Partial = ["One source is late."],
        StaleSince = Samples.Now,
    };

    private static InsightDescriptor Descriptor(object answer) => new()
    {
        Name = "any", Title = "Any", Question = "Any?", Parameters = [], DependsOn = [], Phrasings = [], Answer = answer.GetType(),
    };
}
