using System.Globalization;
using System.Text.RegularExpressions;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>Reads how far a fetch is from what git prints while it works.</summary>
internal static partial class FetchProgress
{
    /// <returns><see langword="null"/> when the line tells something else.</returns>
    public static PullProgress? Read(string line) =>
        Phase().Match(line) is { Success: true } match
            ? PullProgress.Of(Number(match, "done"), Number(match, "total"), $"{match.Groups["phase"].Value.ToLowerInvariant()} ({match.Groups["done"].Value} of {match.Groups["total"].Value})")
            : null;

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:remote: )?(?<phase>Counting objects|Compressing objects|Receiving objects|Resolving deltas|Unpacking objects):\s+\d+% \((?<done>\d{1,15})/(?<total>\d{1,15})\)")]
    private static partial Regex Phase();
}
