using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.CodeQuality;

/// <summary>The quality of the company's code over time, one project for each repository with code. Made when first asked for, and kept.</summary>
internal sealed class CodeQualityWorld(Company company)
{
    private static readonly string[] Severities = ["BLOCKER", "CRITICAL", "MAJOR", "MINOR", "INFO"];
    private static readonly double[] Shares = [0.02, 0.10, 0.42, 0.34, 0.12];

    private readonly Lazy<IReadOnlyList<CodeProject>> _projects = new(() => [.. company.Repositories.Where(repository => repository.Language is not "Shell").Select(repository => Grow(company, repository))]);

    public IReadOnlyList<CodeProject> Projects => _projects.Value;

    private static CodeProject Grow(Company company, Repository repository)
    {
        // Somebody made a project for the modules of the infrastructure, and nobody ever analysed it.
        if (repository.Language == "HCL")
        {
            return new(repository, []);
        }

        var dice = company.Dice("code-quality", repository.Name);
        var state = new State(company, repository, dice);
        var every = Math.Max(1, (int)Math.Round(1 / company.Scale));
        var analyses = new List<Analysis>();
        var place = 0;
        for (var day = company.Founded.Day().AddDays(1); day < company.End; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Wednesday or DayOfWeek.Friday && place++ % every == 0)
            {
                analyses.Add(state.Next(day.AddHours(8).AddMinutes(dice.Between(0, 540))));
            }
        }

        return new(repository, analyses);
    }

    /// <summary>Walks through time: everything drifts a little from one analysis to the next.</summary>
    private sealed class State(Company company, Repository repository, Dice dice)
    {
        private readonly Debt _debt = company.Stories.Debt;
        private readonly double _slope = dice.Unit() - 0.45;

        // One old project has more findings than a server lists.
        private readonly double _smelliness = repository.Name == "warehouse-loader" ? 0.45 : 0.004 + (0.03 * dice.Unit());
        private double _lines = dice.Between(9_000, 60_000);
        private double _coverage = 58 + (32 * dice.Unit());
        private double _duplication = 0.8 + (5 * dice.Unit());

        public Analysis Next(DateTimeOffset at)
        {
            _lines += dice.Between(-40, 160);
            _coverage = Math.Clamp(_coverage + (0.04 * _slope) + (0.25 * dice.Normal()), 41, 96);
            _duplication = Math.Clamp(_duplication + (0.05 * dice.Normal()), 0.2, 9);
            var smells = (int)(_lines * _smelliness * (1 + (0.02 * dice.Normal())));
            var bugs = Math.Max(0, (int)(_lines / 2600) + dice.Between(-2, 2));
            var weaknesses = Math.Max(0, (int)(_lines / 14_000) + dice.Between(-1, 1));
            var debt = Math.Round((smells * 6.5) + (bugs * 20));
            var ratio = 100 * debt / (_lines * 30);
            var newBugs = dice.Chance(0.12) ? 1 : 0;
            var measures = new Dictionary<string, double>
            {
                ["duplicated_lines_density"] = Round(_duplication),
                ["complexity"] = Math.Round(_lines * 0.15),
                ["cognitive_complexity"] = Math.Round(_lines * 0.11),
                ["ncloc"] = Math.Round(_lines),
                ["sqale_index"] = debt,
                ["sqale_debt_ratio"] = Round(ratio),
                ["sqale_rating"] = ratio <= 5 ? 1 : ratio <= 10 ? 2 : ratio <= 20 ? 3 : ratio <= 50 ? 4 : 5,
                ["reliability_rating"] = bugs == 0 ? 1 : bugs < 5 ? 2 : 3,
                ["security_rating"] = weaknesses == 0 ? 1 : weaknesses < 3 ? 2 : 4,
                ["bugs"] = bugs,
                ["vulnerabilities"] = weaknesses,
                ["code_smells"] = smells,
                ["security_hotspots"] = dice.Between(0, 6),
                ["new_duplicated_lines_density"] = Round(Math.Max(0, 1.2 + dice.Normal())),
                ["new_lines"] = dice.Between(20, 900),
                ["new_technical_debt"] = dice.Between(0, 240),
                ["new_maintainability_rating"] = 1,
                ["new_reliability_rating"] = newBugs == 0 ? 1 : 3,
                ["new_security_rating"] = 1,
                ["new_bugs"] = newBugs,
                ["new_vulnerabilities"] = 0,
                ["new_code_smells"] = dice.Between(0, 14),
            };
            var newCoverage = Round(Math.Clamp(84 + (9 * dice.Normal()), 20, 100));
            if (repository.Service != _debt.NeverMeasured)
            {
                var coverage = repository.Service == _debt.Falling ? Falling(at) : Round(_coverage);
                measures["coverage"] = coverage;
                measures["line_coverage"] = Round(coverage + 1.4);
                measures["new_coverage"] = repository.Service == _debt.Falling && at > _debt.FallsSince ? Round(newCoverage * 0.6) : newCoverage;
            }

            return new(at, measures, Issues(bugs, weaknesses, smells));
        }

        /// <summary>From what it was to what it is, steadily.</summary>
        private double Falling(DateTimeOffset at)
        {
            var share = Math.Clamp((at - _debt.FallsSince) / (company.Start - _debt.FallsSince), 0, 1);
            return Round(Debt.CoverageBefore + ((Debt.CoverageNow - Debt.CoverageBefore) * share) + (share is > 0 and < 1 ? 0.3 * dice.Normal() : 0));
        }

        private static Dictionary<(string, string), int> Issues(int bugs, int weaknesses, int smells)
        {
            var issues = new Dictionary<(string, string), int>();
            foreach (var (type, total) in (ReadOnlySpan<(string, int)>)[("BUG", bugs), ("VULNERABILITY", weaknesses), ("CODE_SMELL", smells)])
            {
                var left = total;
                for (var i = 0; i < Severities.Length; i++)
                {
                    // What rounding leaves over is minor.
                    var count = Severities[i] == "MINOR" ? 0 : (int)(total * Shares[i]);
                    issues[(type, Severities[i])] = count;
                    left -= count;
                }

                issues[(type, "MINOR")] = left;
            }

            return issues;
        }

        private static double Round(double value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);
    }
}
