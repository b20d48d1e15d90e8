using System.Runtime.InteropServices;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Insights.Delivery.Links;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>Computes the answer's figures from a sample.</summary>
internal sealed class DoraFigures(DoraSample sample, int services, Bands bands)
{
    public DoraAnswer Of(Period period, TimeZoneInfo zone)
    {
        var finished = new List<DateTimeOffset>(sample.Runs.Length);
        var (rollbacks, failed, rework) = (0, 0, 0);
        var (recovery, fromFinish) = (new List<double>(), new List<double>());
        foreach (ref readonly var run in sample.Runs.AsSpan())
        {
            if (!Counts(run, period))
            {
                continue;
            }

            finished.Add(new DateTimeOffset(run.FinishedTicks, TimeSpan.Zero));
            rollbacks += run.Has(DeploymentFlags.Rollback) ? 1 : 0;
            failed += run.Has(DeploymentFlags.Failed) ? 1 : 0;
            rework += run.Has(DeploymentFlags.Rework) ? 1 : 0;
            if (run.Recovery != PackedRun.None)
            {
                recovery.Add(run.Recovery);
                fromFinish.Add(run.RecoveryFromFinish);
            }
        }

        var leads = DurationFigures.Of(CollectionsMarshal.AsSpan(LeadsOf(period)));
        var rate = FailureRates.ChangeFailureRate(failed, finished.Count, rollbacks);
        var recovered = Statistics.Median(recovery);
        return new DoraAnswer
        {
            DeploymentFrequency = FrequencyOf(finished, period, zone),
            LeadTime = new(leads?.MedianSeconds, leads?.P75Seconds, leads?.P90Seconds, leads?.Count ?? 0, Word(bands.LeadTime(leads?.MedianSeconds))),
            ChangeFailureRate = new(rate, failed, finished.Count - rollbacks, Word(bands.FailureRate(rate))),
            RecoveryTime = new(recovered, Statistics.Median(fromFinish), recovery.Count, Word(bands.Recovery(recovered))),
            ReworkRate = new(FailureRates.ReworkRate(rework, finished.Count), rework),
            Edition = bands.Edition,
            Daily = [],
            Services = services,
        };
    }

    /// <summary>Every day that the period touches, also those on which nothing happened.</summary>
    public IReadOnlyList<DoraDay> Daily(Period period, TimeZoneInfo zone)
    {
        var days = Calendar.DaysOf(period, zone).ToArray();
        var starts = Array.ConvertAll(days, day => Calendar.StartOf(day, zone).UtcTicks);
        var tallies = Array.ConvertAll(days, _ => new DoraTally());
        foreach (ref readonly var run in sample.Runs.AsSpan())
        {
            if (Counts(run, period))
            {
                tallies[DayAt(starts, run.FinishedTicks)].Add(run);
            }
        }

        for (var i = 0; i < sample.LeadSeconds.Length; i++)
        {
            if (Contains(period, sample.LeadEndedTicks[i]))
            {
                tallies[DayAt(starts, sample.LeadEndedTicks[i])].Leads.Add(sample.LeadSeconds[i]);
            }
        }

        return [.. days.Zip(tallies, (day, tally) => tally.Of(day))];
    }

    private static bool Counts(in PackedRun run, Period period) => run.Has(DeploymentFlags.Successful) && Contains(period, run.FinishedTicks);

    private static bool Contains(Period period, long ticks) => ticks >= period.Start.UtcTicks && ticks < period.End.UtcTicks;

    private DeploymentFrequencyAnswer FrequencyOf(List<DateTimeOffset> finished, Period period, TimeZoneInfo zone)
    {
        if (services == 0 || period.Length <= TimeSpan.Zero)
        {
            return new(null, null, null, null, null);
        }

        var perDay = DeploymentFrequency.PerDay(finished.Count, period);
        return new(perDay, DeploymentFrequency.PerWeek(finished.Count, period), DeploymentFrequency.DaysPerWeek(finished, period, zone), finished.Count, Word(bands.Frequency(perDay)));
    }

    private List<int> LeadsOf(Period period)
    {
        var leads = new List<int>(sample.LeadSeconds.Length);
        for (var i = 0; i < sample.LeadSeconds.Length; i++)
        {
            if (Contains(period, sample.LeadEndedTicks[i]))
            {
                leads.Add(sample.LeadSeconds[i]);
            }
        }

        return leads;
    }

    private static int DayAt(long[] starts, long ticks)
    {
        var found = Array.BinarySearch(starts, ticks);
        return found >= 0 ? found : ~found - 1;
    }

    private static string? Word(Band? band) => band?.ToString().ToLowerInvariant();
}
