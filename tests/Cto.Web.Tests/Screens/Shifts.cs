using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>What moves on a page without anybody touching it.</summary>
internal static class Shifts
{
    /// <summary>A function of script: whether a shift comes from a relative time, which counts on and moves itself and what stands beside it by its own width.</summary>
    public const string Counts = """
        source => {
            const element = source.node?.nodeType === Node.ELEMENT_NODE ? source.node : source.node?.parentElement;
            return element?.closest('.tile-state, time') != null || element?.parentElement?.querySelector(':scope > .tile-state, :scope > time') != null;
        }
        """;

    /// <summary>Each thing that moved since the page began, with the score of its shift; relative times that count on may, by their own width.</summary>
    public static Task<string[]> MovedAsync(this IPage page) => page.EvaluateAsync<string[]>($$"""
        () => new Promise(done => {
            const moved = [];
            const name = node => node === null ? 'something that is gone' : (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).outerHTML.slice(0, 200);
            const counts = {{Counts}};
            const add = entries => entries.forEach(entry =>
                moved.push(...entry.sources.filter(source => !counts(source)).map(source => `${entry.value}: ${name(source.node)}`)));
            const observer = new PerformanceObserver(list => add(list.getEntries()));
            observer.observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
                add(observer.takeRecords());
                done(moved);
            })));
        })
        """);
}
