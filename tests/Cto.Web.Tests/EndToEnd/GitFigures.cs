using System.Globalization;

namespace Cto.Web.Tests.EndToEnd;

/// <summary>Delivery figures of a repository worked out anew from what <c>git</c> prints, without any of the program's code.</summary>
internal sealed record GitFigures(int Deployments, IReadOnlyList<double> LeadTimes)
{
    public double? MedianLeadTime => LeadTimes.Count == 0
        ? null
        : (LeadTimes.Order().ElementAt((LeadTimes.Count - 1) / 2) + LeadTimes.Order().ElementAt(LeadTimes.Count / 2)) / 2;

    /// <summary>Annotated tags are deployments; what stands on the first-parent line is a change.</summary>
    public static GitFigures OfTags(string repository, DateTimeOffset since)
    {
        var tags = Lines(repository, "for-each-ref", "refs/tags", "--sort=taggerdate", "--format=%(refname:short) %(taggerdate:unix)").Select(line => line.Split(' ')).ToList();
        var leads = new List<double>();
        for (var index = 1; index < tags.Count; index++)
        {
            var at = Seconds(tags[index][1]);
            if (at >= since.ToUnixTimeSeconds())
            {
                leads.AddRange(Lines(repository, "rev-list", "--first-parent", $"{tags[index - 1][0]}..{tags[index][0]}").Select(commit => at - FirstCommit(repository, commit)));
            }
        }

        return new(tags.Count(tag => Seconds(tag[1]) >= since.ToUnixTimeSeconds()), leads);
    }

    /// <summary>Every commit that reached the branch is a deployment of itself; the very first is left out of the lead times.</summary>
    public static GitFigures OfBranch(string repository, DateTimeOffset since)
    {
        var commits = Lines(repository, "log", "--first-parent", "--reverse", "--format=%H %ct").Select(line => line.Split(' ')).ToList();
        return new(
            commits.Count(commit => Seconds(commit[1]) >= since.ToUnixTimeSeconds()),
            [.. commits.Skip(1).Where(commit => Seconds(commit[1]) >= since.ToUnixTimeSeconds()).Select(commit => Seconds(commit[1]) - FirstCommit(repository, commit[0])).Where(lead => lead >= 0)]);
    }

    /// <summary>Author date of the first commit of a merged branch, or of the commit itself.</summary>
    private static double FirstCommit(string repository, string commit) =>
        Lines(repository, "rev-list", "--parents", "-n", "1", commit).Single().Split(' ').Length > 2
            ? Lines(repository, "log", "--format=%at", $"{commit}^1..{commit}^2").Min(Seconds)
            : Lines(repository, "log", "-1", "--format=%at", commit).Select(Seconds).Single();

    private static string[] Lines(string repository, params IEnumerable<string> arguments) =>
        GitFixture.Ask(repository, arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static double Seconds(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
