using System.Text.Json.Nodes;

namespace Cto.AppHost.Tests.Dashboard;

/// <summary>The spans that the Aspire dashboard holds, as its telemetry API tells them (the protocol's JSON).</summary>
internal sealed class Traces(IReadOnlyList<Traces.Span> spans)
{
    /// <param name="Scope">The activity source, <c>Npgsql</c> for example.</param>
    /// <param name="Parent"><see langword="null"/> for the first span of a trace.</param>
    internal sealed record Span(string Trace, string Id, string? Parent, string Scope, string Name);

    public static async Task<Traces> ReadAsync(HttpClient dashboard, CancellationToken cancellationToken)
    {
        var answer = JsonNode.Parse(await dashboard.GetStringAsync("api/telemetry/traces", cancellationToken))!;
        return new([
            .. from resource in Items(answer["data"], "resourceSpans")
               from scope in Items(resource, "scopeSpans")
               from span in Items(scope, "spans")
               select new Span((string)span["traceId"]!, (string)span["spanId"]!, (string?)span["parentSpanId"], (string)scope["scope"]!["name"]!, (string)span["name"]!),
        ]);
    }

    /// <summary>Whether one trace leads from a span to another below it, and so on, with any spans between.</summary>
    public bool Lead(params Func<Span, bool>[] steps) => spans.Where(steps[0]).Any(first => LeadFrom(first, steps[1..]));

    public override string ToString() => string.Join('\n', spans.Select(span => $"{span.Trace[..6]} {span.Parent ?? "-",16} > {span.Id} {span.Scope}: {span.Name}"));

    private bool LeadFrom(Span span, Func<Span, bool>[] steps) =>
        steps.Length == 0 || Below(span).Any(below => steps[0](below) && LeadFrom(below, steps[1..]));

    private IEnumerable<Span> Below(Span span) =>
        spans.Where(child => child.Parent == span.Id && child.Trace == span.Trace).SelectMany(child => Below(child).Prepend(child));

    private static IEnumerable<JsonNode> Items(JsonNode? node, string name) => node?[name]?.AsArray().OfType<JsonNode>() ?? [];
}
