using Cto.Domain.Sources;

namespace Cto.Domain.Tests.Sources;

public sealed class StreamRefusalsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ConnectorDescriptor Connector = new()
    {
        Kind = "acme",
        Title = "Acme",
        Category = ConnectorCategory.Code,
        Brings = "Numbers.",
        Settings = [],
        Credentials = [],
        Streams = [new("pulls", "Pull requests", []), new("members", "Members", []), new("alerts", "Alerts", [])],
        DocumentationUrl = "https://example.test",
    };

    [Fact]
    public void Streams_with_the_same_reason_stand_in_one_sentence_in_the_connectors_order()
    {
        var refusals = StreamRefusals.Of(Connector, new Dictionary<string, SourceFaultReport?>
        {
            ["alerts"] = Report("No scope.", Noon), ["members"] = Report("No scope.", Noon.AddHours(1)), ["pulls"] = null, ["gone"] = Report("Of an older version.", Noon),
        });

        Assert.Equal([new("Members, Alerts cannot be read: No scope.", "Give it.", Noon)], refusals);
    }

    [Fact]
    public void Without_the_connector_they_go_by_name() =>
        Assert.Equal(
            ["a cannot be read: No plan.", "b cannot be read: No scope."],
            StreamRefusals.Of(null, new Dictionary<string, SourceFaultReport?> { ["b"] = Report("No scope.", Noon), ["a"] = Report("No plan.", Noon) }).Select(refusal => refusal.Text));

    private static SourceFaultReport Report(string message, DateTimeOffset since) => new(SourceFault.Forbidden, message, "Give it.", since);
}
