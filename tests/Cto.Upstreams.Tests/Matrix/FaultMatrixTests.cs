using Cto.Domain.Sources;
using Cto.Upstreams.Faults;

namespace Cto.Upstreams.Tests.Matrix;

/// <summary>Every connector × every way in which an upstream goes wrong.</summary>
public sealed class FaultMatrixTests(BrokenDemo demo) : IClassFixture<BrokenDemo>
{
    // Vendors whose answers have no pages, or whose pages end with the first that is short, so that no page can lead astray.
    private static readonly string[] WithoutPages = ["jenkins"];

    // Vendors whose next page is a token or a number and never an address.
    private static readonly string[] WithoutPageLinks =
        ["asana", "aws", "circleci", "datadog", "gitlab", "google-cloud", "jira", "newrelic", "pagerduty", "slack", "sonarqube", "threat-feeds"];

    public static TheoryData<string> Kinds => [.. ExpectedFaults.All.Keys.Select(kind => kind.ToString())];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_connector_names_the_fault_and_what_to_do_and_goes_on_when_it_is_over(string name)
    {
        var kind = Enum.Parse<FaultKind>(name);
        var settings = kind is FaultKind.TimeOut ? new[] { ("Connectors:TryTimeout", "00:00:00.3"), ("Connectors:CallTimeout", "00:00:00.7"), ("Connectors:Retries", "1") } : [];

        var whileBroken = await demo.ProblemsAsync(kind, async source =>
        {
            var check = await source.CheckAsync();
            var streams = await source.PullAsync(streams: kind is FaultKind.TimeOut ? 1 : int.MaxValue);
            return Objections(source, kind, "check", check)
                .Concat(check is null ? [$"its check finds nothing wrong with {name}"] : [])
                .Concat(streams.SelectMany(stream => Objections(source, kind, stream.Stream, stream.Fault)))
                .Concat(streams.Count > 0 && streams.All(stream => stream.Fault is null) ? [$"no stream minds {name}"] : []);
        }, settings);
        var afterwards = await demo.ProblemsAsync(null, async source =>
        {
            var check = await source.CheckAsync();
            var streams = await source.PullAsync(streams: 1, pages: 1);
            return (check is null ? Array.Empty<string>() : [$"check: {check.Message}"]).Concat(streams.Where(stream => stream.Fault is not null).Select(stream => $"{stream.Stream}: {stream.Fault!.Message}"));
        });

        Demo.AssertNone(whileBroken);
        Demo.AssertNone(afterwards);
    }

    [Fact]
    public async Task Pages_that_never_end_are_given_up()
    {
        Demo.AssertNone(await demo.ProblemsAsync(FaultKind.PageLoop, source => AstrayAsync(source, WithoutPages)));
    }

    [Fact]
    public async Task Pages_on_another_host_are_not_followed()
    {
        Demo.AssertNone(await demo.ProblemsAsync(FaultKind.ForeignLink, source => AstrayAsync(source, [.. WithoutPages, .. WithoutPageLinks])));
    }

    [Fact]
    public async Task A_clock_that_is_off_disturbs_nobody()
    {
        Demo.AssertNone(await demo.ProblemsAsync(FaultKind.ClockSkew, async source =>
        {
            var check = await source.CheckAsync();
            var streams = await source.PullAsync(pages: 1);
            return (check is null ? Array.Empty<string>() : [$"check: {check.Message}"]).Concat(streams.Where(stream => stream.Fault is not null).Select(stream => $"{stream.Stream}: {stream.Fault!.Message}"));
        }));
    }

    private static async Task<IEnumerable<string>> AstrayAsync(Attempt source, string[] exempt)
    {
        var streams = await source.PullAsync();
        var faults = streams.Where(stream => stream.Fault is not null).ToList();
        return faults.Where(stream => stream.Fault is not SourceException { Fault: SourceFault.UnexpectedReply }).Select(stream => $"{stream.Stream}: {Words(stream.Fault!)}")
            .Concat(streams.Count > 0 && faults.Count == 0 && !exempt.Contains(source.Source.Connector) ? ["no stream minds"] : [])
            .Concat(faults.Count > 0 && exempt.Contains(source.Source.Connector) ? [$"it does mind, and need not be exempt: {faults[0].Fault!.Message}"] : []);
    }

    private static IEnumerable<string> Objections(Attempt source, FaultKind kind, string where, Exception? thrown)
    {
        if (thrown is null)
        {
            yield break;
        }

        if (thrown is not SourceException fault)
        {
            yield return $"{where} threw {Words(thrown)}";
            yield break;
        }

        if (!ExpectedFaults.Of(kind, source.Source.Connector).Contains(fault.Fault))
        {
            yield return $"{where} calls {kind} {Words(fault)}";
        }

        if (fault.Fault is SourceFault.Throttled && fault.RetryAt is null)
        {
            yield return $"{where} does not say when to come back";
        }

        if (fault.Message.Length < 15 || string.IsNullOrWhiteSpace(fault.Remedy))
        {
            yield return $"{where} says too little: '{fault.Message}' '{fault.Remedy}'";
        }

        if (source.Secrets.FirstOrDefault(part => part.Value.Length > 8 && fault.ToString().Contains(part.Value, StringComparison.Ordinal)) is { Key: { } part })
        {
            yield return $"{where} tells its {part}";
        }
    }

    private static string Words(Exception exception) => exception is SourceException fault ? $"{fault.Fault}: {fault.Message}" : $"{exception.GetType().Name}: {exception.Message}";
}
